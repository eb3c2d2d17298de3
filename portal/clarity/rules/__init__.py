"""How a text is cut and counted, and what the counts are worth."""
