"""What happened and who looked. Actions say `trail.record(...)`, pages say `trail.looked(...)`."""
