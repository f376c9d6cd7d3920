"""What is doubtful about a check: places, likenesses of photos, times."""
