"""Reads of the pages that belong to no single area: of many children, of one, and of those whom nobody has."""

from homeward.web.queries import child, children, unallocated


__all__ = ["child", "children", "unallocated"]
