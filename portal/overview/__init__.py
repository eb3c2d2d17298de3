"""Pages that gather from several rooms."""
