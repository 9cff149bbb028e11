"""How cells are read: numbers, days, words, codes, quantities and money."""
