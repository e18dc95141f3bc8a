"""The judge of a reader's own line; SymPy and mpmath only."""
