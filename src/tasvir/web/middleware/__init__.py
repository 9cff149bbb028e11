"""What every request passes: headers, language, policy."""
