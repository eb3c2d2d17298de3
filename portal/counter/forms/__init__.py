"""What a clerk fills in at a counter."""
