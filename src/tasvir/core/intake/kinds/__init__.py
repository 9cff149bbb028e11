"""The kinds of lists: incidents, totals and effort, each with the account of its rows."""
