"""From bytes to sheets: safe sizes first, then cells as text and numbers."""
