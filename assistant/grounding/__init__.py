"""Citations: every figure held to the words that are cited, and an answer shown with them."""
