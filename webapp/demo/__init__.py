"""The demo community: everybody and everything in it is invented, and comes out alike from the same seed and time."""
