"""From a record to a result that names its page."""
