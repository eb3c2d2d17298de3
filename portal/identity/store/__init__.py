"""What is kept of people, their log-ins, and who looked at what."""
