"""What the words mean: the reference lists and the texts of messages."""
