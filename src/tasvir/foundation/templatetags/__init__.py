"""Template tags and filters that every room uses."""
