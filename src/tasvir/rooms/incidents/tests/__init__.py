"""Tests of the room incidents."""
