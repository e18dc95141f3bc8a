"""The order of terms and factors, as one writes them."""

import sympy as sp

from .naming import GRADIENT, LETTERS, SLOPES

__all__ = ["after_sums", "matrix_rank", "outer_first", "power_of_step", "rank"]


def power_of_step(term):
    """Order terms by powers of a step h: x + h, a h + c/h."""
    steps = [s for s in term.free_symbols if s.name == "h"]
    power = term.as_coeff_exponent(steps[0])[1] if steps else sp.S.Zero
    power = float(power) if power.is_Number else 0.0
    return power < 0, power


def outer_first(factors):
    """Order slopes of entries as a chain: dy/du before du/dx."""
    named = {}
    for place, factor in enumerate(factors):
        name = str(getattr(factor, "base", ""))
        if match := SLOPES.fullmatch(name):
            named[place] = match.groups()
    if len(named) == 2:
        (i, (of, _)), (j, (_, by)) = named.items()
        if of == by:
            factors[i], factors[j] = factors[j], factors[i]
    return factors


def rank(factor):
    """Order factors as one writes them: 2, y, (1 - y), log y, (1 - log y).

    Of entries, a derivative comes before what it multiplies, a weight before
    what it weighs.
    """
    if factor.is_number:
        return False, False, 0
    name = getattr(getattr(factor, "base", factor), "name", "")
    if GRADIENT.fullmatch(name):
        place = 1
    elif name.startswith(("W", "w_")):
        place = 2
    elif isinstance(factor, sp.Derivative):
        return True, True, 4  # last: it would seem to act on what follows
    else:
        entry = isinstance(factor, sp.Indexed) or "_" in name
        place = 3 if entry and name not in LETTERS else 0
    late = factor.is_Add or isinstance(factor, sp.Derivative)
    called = any(
        isinstance(node, sp.Function) and not getattr(node, "is_letter", False)
        for node in shown(factor)
    )
    return called, late, place


def shown(expr):
    """Yield the parts of an expression that are printed."""
    nodes = sp.preorder_traversal(expr)
    for node in nodes:
        if getattr(node, "is_letter", False):
            nodes.skip()
        yield node


def after_sums(term):
    """Order terms as one writes them: an indexed sum, then its shift.

    And w_1 x_1 + w_2 x_2, then b.
    """
    summed = any(
        isinstance(f, sp.Sum) or getattr(f, "name", "").startswith("w_")
        for f in sp.Mul.make_args(term)
    )
    return not (summed and not term.could_extract_minus_sign())


def matrix_rank(term):
    """Order terms as one writes them: W A + b 1, theta - alpha g."""
    negative = term.as_coeff_mmul()[0].could_extract_minus_sign()
    return negative, term.has(sp.OneMatrix), not term.is_MatMul
