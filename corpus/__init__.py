"""The plans: what each document says of itself, and what was read in it."""
