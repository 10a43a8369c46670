"""From a typed complaint to an email-ready reply on the clipboard."""

__version__ = "0.1.0"
