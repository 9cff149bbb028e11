"""Who may see what: redaction of names, plates and telephone numbers."""
