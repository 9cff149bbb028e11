"""Reference lists, calendars and legal parameters: what ships, and what the office adds with its days."""
