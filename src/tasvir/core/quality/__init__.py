"""Checks that return issues; they never print and never guess."""
