"""Tables of any shape as typed rows: what each column holds, and whose each value is."""
