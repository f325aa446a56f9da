"""What each page shows, fetched by one query written by hand: as quick as this machine can give it.

The rows are the page's; who may see them is asked here too, since no page may leave that out. Where the rows
are of several kinds, `same.py` holds the query and the page together: a bench that compares other rows ends.
"""
