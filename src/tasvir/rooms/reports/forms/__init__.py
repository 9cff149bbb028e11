"""What persons type into the screens of reports, read with the rules of core."""
