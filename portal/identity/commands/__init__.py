"""The commands of who runs log-in and watches over it."""
