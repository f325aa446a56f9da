"""The shape of what workers write down, and of what families type."""
