"""From events, figures and statements to numbers and findings."""
