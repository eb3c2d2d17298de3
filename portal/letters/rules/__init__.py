"""What a letter about an application must keep: R1 to R14. Pure: they look at the letter as it came out."""
