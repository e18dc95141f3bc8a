"""The judge of a reader's own line; SymPy and mpmath only."""

from .judgement import judge

__all__ = ["judge"]
