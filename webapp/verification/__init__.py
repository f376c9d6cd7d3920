"""Recomputing what was published from its evidence. It reads and compares, and changes nothing."""
