"""One module a command, and `app`, where they come together."""
