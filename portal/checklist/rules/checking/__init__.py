"""Checks the rule files: mistakes, with which the portal does not start, and findings for the lawyers."""
