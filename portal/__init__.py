"""Helder Loket: a self-service portal for people who ask to live in the Netherlands."""
