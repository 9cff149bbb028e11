"""The rooms of the secretariat, one Django application each, all on the same plan."""
