"""The words of case letters: text blocks with named fields, no markup and no template language."""
