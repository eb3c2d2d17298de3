"""Letters on their way: printed here, by a print service, or by a service that speaks the Notify protocol."""
