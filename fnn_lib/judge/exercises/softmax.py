"""Exercises of the chapter on softmax with cross-entropy."""

EXERCISES = {}
