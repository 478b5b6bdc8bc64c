"""Who may change the state of a record, and what then must happen."""
