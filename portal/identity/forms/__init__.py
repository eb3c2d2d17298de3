"""What people type on the pages of log-in."""
