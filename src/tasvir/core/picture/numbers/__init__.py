"""Every measure counted once: from events and from reported totals, by breakdown and period, down to its sources."""
