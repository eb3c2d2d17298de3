"""Helping somebody at a counter or by telephone."""
