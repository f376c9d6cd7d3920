"""The owners' chat group: what its robot is given to say, and the saying."""
