"""A plan's file as text, whatever its format: detected by content, limited, and never trusted."""
