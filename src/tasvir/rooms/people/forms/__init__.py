"""The forms of the people room, with labels in the language of the request."""
