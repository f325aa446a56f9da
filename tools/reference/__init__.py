"""Writes docs/reference from the code: `python -m tools.reference`. With `--check` it writes
nothing and fails when a page no longer says what the code does.

It reads the code only, so it needs no database. One module makes each kind of page; what kind of data a table
holds is said in `personal.py`.
"""
