"""Migrations of the room picture."""
