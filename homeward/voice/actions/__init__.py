"""What is done with the voice of children and families: each locks, asks its rule, changes and tells the trail."""
