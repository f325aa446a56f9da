"""Pages about a family: who is in it, meetings and plans, and the edge of court."""
