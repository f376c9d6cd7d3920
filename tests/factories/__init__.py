"""Small makers of rows, by noun; each commits, so that requests and operations see what was made."""
