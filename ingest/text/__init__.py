"""From bytes to clean pages: what a file says, in order, without the furniture around it."""
