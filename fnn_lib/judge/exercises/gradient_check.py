"""Exercises of the chapter on gradient checking."""

EXERCISES = {}
