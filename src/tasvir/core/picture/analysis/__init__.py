"""The analyses of a picture: what each method finds in the commission's own events, said in sentences."""
