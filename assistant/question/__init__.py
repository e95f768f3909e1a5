"""What is asked: a question made to stand alone, its kind, its plans and its topic."""
