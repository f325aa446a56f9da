"""The pages of referrals and the panel."""
