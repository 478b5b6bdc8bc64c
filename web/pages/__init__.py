"""One short module for each thing people come to do."""
