"""What letters say: figures placed in a period and an area or left unplaced, statements merged."""
