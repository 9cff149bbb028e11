"""Tests of patterns and contexts."""
