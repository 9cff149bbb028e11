"""What a sheet calls its columns, and what they mean to us."""
