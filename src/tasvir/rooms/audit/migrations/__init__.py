"""Migrations of the room audit."""
