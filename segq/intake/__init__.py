"""Finding the questions and slots of an incoming file by evidence per column and table."""
