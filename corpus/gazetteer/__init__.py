"""The names that plans use, mined from the plans themselves."""
