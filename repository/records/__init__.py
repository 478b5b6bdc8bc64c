"""The nouns of the library: items, publications, statements with evidence, concepts."""
