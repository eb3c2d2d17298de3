"""What log-in decides, on plain values."""
