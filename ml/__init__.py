"""Learning: trains, evaluates and exports models, always in a process of its own."""
