"""The linter: what is wrong with a library's wording, templates and entries, before a customer reads it."""
