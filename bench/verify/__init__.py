"""Recomputing a year of one community."""
