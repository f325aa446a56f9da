"""The synthetic county: invented people in real situations, for demonstration, tests and benches.

`homeward county` makes one, `homeward demo` makes one and serves it. Nothing here is imported by any area.
"""
