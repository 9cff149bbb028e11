"""What the picture shows, said in sentences by rules, each pointing at its evidence."""
