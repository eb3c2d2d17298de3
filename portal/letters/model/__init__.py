"""The letters: one frozen class per kind, and its fields are all that a template sees."""
