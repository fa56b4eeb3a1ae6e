"""Word documents: read, filled and compared inside the child process; the frozen types are what the parent sees."""
