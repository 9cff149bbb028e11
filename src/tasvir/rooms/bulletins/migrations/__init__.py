"""Migrations of the room bulletins."""
