"""Functions of which nothing is known but that they are smooth."""

import numpy as np
import sympy as sp
from sympy.core.function import AppliedUndef, UndefinedFunction

__all__ = ["by_conjugates", "smooth", "with_examples"]


class _wave(sp.Function):
    """The sine, for numbers only: SymPy spends long on what sines stand for.

    Half of the time of a proof with smooth functions went into that.
    """

    nargs = 1

    def fdiff(self, argindex=1):
        """Return the derivative, a quarter of a turn ahead."""
        return _wave(self.args[0] + sp.pi / 2)

    def _mpmathcode(self, printer):
        sine = printer._module_format("mpmath.sin")
        return f"{sine}({printer._print(self.args[0])})"


class Smooth(AppliedUndef):
    """An unspecified smooth function at some argument.

    It is real on the real line; where it meets a complex argument it is the
    analytic continuation from there.
    """

    def fdiff(self, argindex=1):
        """Return the derivative: the function of that name with a prime."""
        return smooth(f"{self.func.__name__}'")(*self.args)

    def _eval_conjugate(self):
        # Real on the real line: its values there decide those beside it.
        return self.func(self.args[0].conjugate())

    def example(self, key):
        """Return the value of a random function, analytic everywhere.

        It depends on the name and the key only, and ``f'`` is the derivative
        of the ``f`` of the same key.
        """
        name = self.func.__name__
        base = name.rstrip("'")
        order = len(name) - len(base)
        random = np.random.default_rng([key, *map(ord, base)])
        (z,) = self.args
        value = sp.S.Zero
        for factor, rate, phase in random.integers(-9, 10, size=(3, 3)):
            w = sp.Rational(int(rate) * 2 + 1, 10)
            shift = sp.Integer(int(phase)) + order * sp.pi / 2
            value += (int(factor) + 10) * w**order * _wave(w * z + shift)
        return value / 10


def smooth(name):
    """Return an unspecified smooth function of one variable.

    ``f = smooth("f")`` differentiates to ``smooth("f'")``; what is proved of
    it holds for every function with as many derivatives as occur.
    """
    # The assumption tells it from sp.Function(name): SymPy caches what it has
    # applied by name and assumptions.
    return UndefinedFunction(name, bases=(Smooth,), commutative=True)


def with_examples(expr, key):
    """Return `expr` with each smooth function replaced by an example."""
    return expr.replace(
        lambda node: isinstance(node, Smooth), lambda node: node.example(key)
    )


def by_conjugates(expr):
    """Return `expr` with ``Im w`` as ``(w - conj w) / 2i``, ``Re w`` alike."""
    expr = expr.replace(sp.im, lambda w: (w - sp.conjugate(w)) / (2 * sp.I))
    return expr.replace(sp.re, lambda w: (w + sp.conjugate(w)) / 2)
