"""Roots: how incident rates go with drivers that the office loads, and beside them the causes that members state."""
