"""Words and calculations that belong to no single room; pure."""
