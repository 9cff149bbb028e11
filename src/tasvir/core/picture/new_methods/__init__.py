"""New methods: what was not seen before or rises fast, in coded columns and in the words of narratives."""
