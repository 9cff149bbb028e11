"""Who has reported and when, and how reported totals agree with events."""
