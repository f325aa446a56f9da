"""Reads of the voice of children and families. What a family may read is in `family` alone."""
