"""What bears on a question: sentences, rows and figures."""
