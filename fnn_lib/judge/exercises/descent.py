"""Exercises of the chapter on descent."""

EXERCISES = {}
