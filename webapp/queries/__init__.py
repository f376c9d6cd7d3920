"""Every SELECT, one noun per file; nothing here commits."""
