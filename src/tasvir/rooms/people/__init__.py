"""Bodies, working groups, persons, their roles, and who may see what."""
