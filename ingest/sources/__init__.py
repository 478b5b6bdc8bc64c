"""Where files come from: folders for now."""
