"""Tests of the figure grammar, with labelled passages of our own per language."""
