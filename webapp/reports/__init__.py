"""Jobs that recompute and then print what came of it; they read, and change nothing."""
