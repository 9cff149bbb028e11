"""Is it the same event? Candidates, comparisons and a judgement, each with its reason."""
