"""Reads the definition files, checks each field, and says which file, line and field is wrong."""
