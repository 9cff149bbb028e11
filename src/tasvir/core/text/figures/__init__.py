"""The figure grammar: numbers with their units in Persian, Vietnamese and English prose and tables."""
