"""A package that the program loads by name."""
