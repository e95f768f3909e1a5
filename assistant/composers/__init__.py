"""One module for each way of answering; none knows of another."""
