"""The judge: the only place that orders, compares and refuses."""
