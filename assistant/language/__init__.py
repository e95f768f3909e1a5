"""How Chinese says things: one module for each idea, and the only place for it."""
