"""Counting what happened, with its uncertainty. A library: plain values in, frozen results out, no Django.

Cohorts only: nothing here says anything about one child, and nothing scores one.
"""
