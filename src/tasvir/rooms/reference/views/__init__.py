"""The pages of the reference room."""
