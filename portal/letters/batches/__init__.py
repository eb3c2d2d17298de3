"""Many letters from one file: read line by line, made by several processes, and gone on with after a stop."""
