"""Rules of the voice of children and families. One file a subject; `links`, `leaks` and `plans` guard their pages."""
