"""From scores to entries that only grow: their chain, their roots, settlement, and months replayed."""
