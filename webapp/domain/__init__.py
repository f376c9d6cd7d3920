"""The rules of the scheme as plain values and functions: no clock, no input or output, no randomness."""
