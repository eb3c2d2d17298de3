"""Puts together what the portal is made of, room by room."""
