"""The formulas of the explorables, proved, and printed as JavaScript."""
