"""What is asked about going home. Whether it may be done is for the rules."""
