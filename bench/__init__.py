"""How quick the pages are when a county is large: `make bench`. Not part of the tests, which count queries.

Databases of two sizes are made, or used again, and the same pages are opened in each by several workers,
through all of the product but the network. Beside each page the same rows are fetched by one query written
by hand: what the machine could do at best.
"""
