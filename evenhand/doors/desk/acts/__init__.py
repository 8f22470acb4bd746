"""The acts of the desk by chapter: a form for each, and the one function of casework that it calls."""
