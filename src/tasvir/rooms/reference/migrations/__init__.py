"""Migrations of the reference room."""
