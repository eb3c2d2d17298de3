"""Every query of the planner; rows stay in here."""
