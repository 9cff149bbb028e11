"""The bulletins room: official reports, their templates, public editions, notices of violations."""
