"""Builds the systems, runs the works one at a time, checks what they computed,
and writes the tables. Python's standard library only."""
