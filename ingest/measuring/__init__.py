"""How well documents are read, against what a librarian recorded."""
