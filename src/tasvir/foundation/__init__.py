"""What every room stands on: registry, policies, texts, stored files, long work, notices; and reading and making."""
