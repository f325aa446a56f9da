"""Reads of the pages that belong to no single area: of many children, of one, and of who sees whom."""

from homeward.web.queries import child, children, measures, sight, unallocated, working


__all__ = ["child", "children", "measures", "sight", "unallocated", "working"]
