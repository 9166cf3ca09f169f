"""Files a person names -> a table of cases and what belongs to each; read in a child process, as files are foreign."""
