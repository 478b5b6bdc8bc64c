"""Measures how well searches are answered, by queries that were judged by hand."""
