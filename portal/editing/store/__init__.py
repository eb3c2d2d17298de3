"""Every query of the desk."""
