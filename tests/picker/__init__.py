"""Tests of the full screen, without a terminal."""
