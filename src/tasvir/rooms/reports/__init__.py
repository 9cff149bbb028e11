"""What agencies hand in: due, received, read row by row, submitted, approved, accepted, corrected."""
