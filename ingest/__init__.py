"""From a published file to a record with evidence."""
