"""Migrations of the room matching."""
