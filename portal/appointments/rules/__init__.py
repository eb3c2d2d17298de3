"""What may be in the planner, and what follows: functions on plain values."""
