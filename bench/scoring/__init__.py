"""Closing and publishing a month of many communities."""
