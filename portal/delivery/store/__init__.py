"""Where letters on their way are kept: one row for each letter and way, that goes with its letter."""
