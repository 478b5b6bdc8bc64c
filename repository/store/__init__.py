"""The catalogue in a database, and the closed store of original files."""
