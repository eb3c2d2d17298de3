"""The Online Afspraken Planner: desks, rosters, places, visits, the waiting list."""
