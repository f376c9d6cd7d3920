"""Use cases, one verb per file; each owns its transaction."""
