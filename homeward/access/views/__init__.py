"""Pages of signing in: with a password, with an organisation, the second step, and what one changes of it."""
