"""From bytes or rows to drafts and issues, one reader for each kind of source."""
