"""The commands of the person who runs the portal: `flask planner …`, `flask database …`, `flask worker`."""

from flask import Flask


def add_commands(app: Flask) -> None:
    """Give `app` its commands."""
