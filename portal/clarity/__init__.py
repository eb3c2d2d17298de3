"""How clear a text is: measures, a score, the worst sentence and the hardest words."""
