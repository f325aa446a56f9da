"""The shape of what is asked in information governance. Whether it may be done is for the rules."""
