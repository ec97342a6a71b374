"""Critical points: what kind they are, and where they are."""
