"""Alerts: a count held against what its own past leads one to expect (Farrington flexible, EARS, CUSUM)."""
