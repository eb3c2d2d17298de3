"""Letters from cases: every day in them is found by the clocks, and never typed."""
