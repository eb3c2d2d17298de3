"""Document help: questions in plain words, then somebody's own list of papers."""
