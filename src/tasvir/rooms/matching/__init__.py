"""Which reports are one event: linked by rule, the doubtful pairs decided by persons, whose word is kept."""
