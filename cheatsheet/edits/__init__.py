"""Edits of the sheets: of a file's text, only the lines that an entry's change needs are written anew."""
