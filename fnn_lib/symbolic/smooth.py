"""Functions of which nothing is known but that they are smooth."""

import functools
from random import Random

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef, UndefinedFunction

__all__ = ["Smooth", "by_conjugates", "example", "smooth"]


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


@functools.lru_cache(maxsize=1000)
def _waves(base, key):
    """Return amplitude, rate and phase, in integers, of three sines."""
    random = Random(f"{key} {base}")
    waves = [[random.randint(-9, 9) for _ in range(3)] for _ in range(3)]
    return [(a + 10, 2 * rate + 1, phase) for a, rate, phase in waves]


def example(name, key, z):
    """Return the value of a random function, analytic everywhere.

    It depends on the name and the key only, and ``f'`` is the derivative of
    the ``f`` of the same key.

    Parameters
    ----------
    name : str
        Such as ``f'``.
    key : int
        Which example.
    z : mpmath number
        The argument.
    """
    return _value(name, key, z, mpmath.mp.prec)


@functools.lru_cache(maxsize=50_000)
def _value(name, key, z, _precision):
    """Compute it; one argument occurs on both sides and at each step."""
    base = name.rstrip("'")
    order = len(name) - len(base)
    total = mpmath.mpf(0)
    for factor, rate, phase in _waves(base, key):
        w = mpmath.mpf(rate) / 10
        turned = w * z + phase + order * mpmath.pi / 2
        total += factor * w**order * mpmath.sin(turned)
    return total / 10


def smooth(name):
    """Return an unspecified smooth function of one variable.

    ``f = smooth("f")`` differentiates to ``smooth("f'")``; what is proved of
    it holds for every function with as many derivatives as occur.
    """
    # The assumption tells it from sp.Function(name): SymPy caches what it has
    # applied by name and assumptions.
    return UndefinedFunction(name, bases=(Smooth,), commutative=True)


def by_conjugates(expr):
    """Return `expr` with ``Im w`` as ``(w - conj w) / 2i``, ``Re w`` alike."""
    expr = expr.replace(sp.im, lambda w: (w - sp.conjugate(w)) / (2 * sp.I))
    return expr.replace(sp.re, lambda w: (w + sp.conjugate(w)) / 2)
