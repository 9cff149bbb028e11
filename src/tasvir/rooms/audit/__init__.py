"""Who did, saw and exported what, when and why; append-only and chained by hashes."""
