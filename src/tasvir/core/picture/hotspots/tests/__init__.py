"""Tests of the hotspots."""
