"""Reads of information governance, always for a worker."""
