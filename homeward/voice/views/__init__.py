"""The pages of the voice of children and families. `family` has those that open without an account."""
