"""What follows from a case: dates of the law, steps, whose turn it is. Pure."""
