"""Letters and digits of three scripts, folded to one search key with their offsets kept."""
