"""What the library knows, and who may change it."""
