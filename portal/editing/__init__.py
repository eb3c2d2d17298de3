"""The letter editors' desk: reading, changing, reviewing and releasing the texts of letters."""
