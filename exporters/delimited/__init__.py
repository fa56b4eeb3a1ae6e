"""Comma-, semicolon-, tab- and pipe-separated text: read and written field by field, every other byte kept."""
