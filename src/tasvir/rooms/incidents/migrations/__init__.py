"""Migrations of the room incidents."""
