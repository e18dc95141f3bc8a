"""Exercises of the chapter on the forward pass."""

EXERCISES = {}
