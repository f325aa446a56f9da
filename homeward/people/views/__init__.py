"""Pages about who a child is, and about the family."""
