"""The machine that turns a letter value into HTML, plain text and PDF."""
