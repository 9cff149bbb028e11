"""Tests of the new methods."""
