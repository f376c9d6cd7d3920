"""The wire under load: python -m bench.sync [--runs N] [--only ABCDE] [--database sqlite postgresql]."""
