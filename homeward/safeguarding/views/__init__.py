"""Pages on which something is recorded about where a child stands."""
