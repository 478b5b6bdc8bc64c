"""Other engines a user could pick instead, on the same texts and the same queries."""
