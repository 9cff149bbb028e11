"""Trends of series: robust slopes, seasons, breaks, moving holidays, and what effort leaves of them."""
