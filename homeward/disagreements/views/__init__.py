"""Pages of disagreements."""
