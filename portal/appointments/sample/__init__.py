"""Invented visits, for the demonstration and for measuring: plainly invented, and the same for the same seed."""
