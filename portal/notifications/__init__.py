"""Messages: kept with the change that caused them, delivered by the job engine."""
