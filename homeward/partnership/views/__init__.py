"""Pages about what holds between the two organisations, and not about a child."""
