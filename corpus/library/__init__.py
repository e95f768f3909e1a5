"""The user's own plans beside the shipped ones."""
