"""The children whom the worker may see."""

SEEN = """
    SELECT i.child_id FROM sharing_involvement i
    WHERE i.team_id = ANY(%(teams)s) AND i.period @> current_date
"""
