"""A family's way in bulk: the rows that the actions would have written, without living through each step.

As `Referred` and `Journey` tell it step by step. The shapes are theirs; what is left out is what only a
demonstration needs. `pen` is one family's way: its clock, its rows and its trail. Each other module is a part
of the way, as functions of it: a step sets the clock (`on`), writes its rows and tells the trail. Where a rule
decides whether an action may be taken, the same rule is asked here.
"""
