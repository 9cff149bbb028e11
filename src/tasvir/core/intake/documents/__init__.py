"""From a written document to its text, blocks and tables."""
