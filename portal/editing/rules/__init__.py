"""What may be done with a version, and how two of them differ."""
