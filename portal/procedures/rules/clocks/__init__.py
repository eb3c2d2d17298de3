"""The dates that the law sets, each with how it was computed."""
