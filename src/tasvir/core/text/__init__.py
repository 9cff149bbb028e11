"""What written sentences say: figures, statements, names, and the one formatter of numbers and dates."""
