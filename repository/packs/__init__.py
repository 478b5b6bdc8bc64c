"""What people make from the library and keep."""
