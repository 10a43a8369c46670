"""From a typed complaint to an email-ready reply on the clipboard."""
