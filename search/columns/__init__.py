"""The words of the library as plain arrays in files, for answers within a fraction of a millisecond."""
