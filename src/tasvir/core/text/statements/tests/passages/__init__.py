"""Made-up passages with their statements: even ones for tuning, odd ones held out."""
