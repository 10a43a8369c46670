"""A sheet that a team shares: the versions of one file merged entry by entry, field by field."""
