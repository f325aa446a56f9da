"""Pages of the partnership itself: of its teams and workers, never of a child."""
