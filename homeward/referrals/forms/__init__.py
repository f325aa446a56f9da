"""The forms of referrals and the panel: the shape of what is typed, never what is allowed."""
