"""What is done in information governance, from lock to trail."""
