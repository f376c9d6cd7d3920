"""Measurements, run by hand; the figures are kept in docs/performance.md."""
