"""Exercises of the chapter on matrix calculus."""

EXERCISES = {}
