"""The nouns of the workstation: frozen values, stdlib and numpy only."""
