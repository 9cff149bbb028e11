"""Periods and days: Jalali, Gregorian, reporting months and moving holidays."""
