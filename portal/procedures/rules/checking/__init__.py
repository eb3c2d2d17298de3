"""Checks the definition files: mistakes with which the portal does not start."""
