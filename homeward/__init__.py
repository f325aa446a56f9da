"""Homeward: one record for a council and a charity that run children's services together."""
