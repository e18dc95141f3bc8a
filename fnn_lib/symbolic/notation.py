"""Notation: names of symbols as the code writes them, and their LaTeX.

A symbol is named as in the code column of the notation table: ``W1_21``,
``Z[l]``, ``dJ_dW[l]``, ``yhat``. One rule turns such a name into LaTeX, so a
formula's text and its code cannot drift apart. Slopes of entries by entries
are named with a dot at the place of each index: ``dy._du.`` for an
`IndexedBase` whose entry (k, i) is the slope of ``y[k]`` in ``u[i]``.
"""

import re

import sympy as sp
from sympy.printing.latex import LatexPrinter, translate

__all__ = ["entries", "latex", "matrix", "symbol"]

#: Letters that are not read as they are spelled.
LETTERS = {
    "yhat": r"\hat{y}",
    "Yhat": r"\hat{Y}",
    "loss": r"\ell",
    "l": r"\ell",
    "learning_rate": r"\alpha",
    "ones": r"\mathbf{1}",
}

_GRADIENT = re.compile(r"d([A-Za-z]+(?:\(\d+\))?(?:_(?:\d+|[A-Za-z]))?)_d(.+)")
_SLOPES = re.compile(r"d(.+)\._d(.+)\.")
_LAYERED = re.compile(r"([A-Za-z_]+?)(\[|\()(.+)(\]|\))")
_LAYERED_ENTRY = re.compile(r"([A-Za-z]+[\[(][^\[\]()]+[\])])_(\w+)")
_ENTRY = re.compile(r"([A-Za-z]+?)(\d+)_(\w+)")
_SUBSCRIBED = re.compile(r"([^_]+)_\{([^{}]+)\}")
_INDEXED = re.compile(r"([A-Za-z]+)_?(\w+)")
_PLACE = re.compile(r"(.+)\[(\d+(?:, \d+)*)\]")


def name_latex(name):
    """Return the LaTeX of a symbol's name.

    Parameters
    ----------
    name : str
        As in code: ``dJ_dW1_21``, ``A[l-1]``, ``W(1)``, ``yhat_k``, ``z``.
    """
    if name in LETTERS:
        return r"l" if name == "l" else LETTERS[name]
    if match := _GRADIENT.fullmatch(name):
        of, by = match.groups()
        of, by = name_latex(of), name_latex(by)
        return rf"\frac{{\partial {of}}}{{\partial {by}}}"
    if match := _LAYERED.fullmatch(name):
        base, left, index, right = match.groups()
        return f"{name_latex(base)}^{{{left}{index}{right}}}"
    if match := _LAYERED_ENTRY.fullmatch(name):
        return f"{name_latex(match[1])}_{{{match[2]}}}"
    if match := _ENTRY.fullmatch(name):
        base, layer, index = match.groups()
        return f"{name_latex(base)}^{{[{layer}]}}_{{{index}}}"
    if "_" in name and (match := _INDEXED.fullmatch(name)):
        base, index = match.groups()
        return f"{name_latex(base)}_{{{index}}}"
    return translate(name)


def slope_names(name):
    """Return what a name of a slope is the slope of, and by what.

    Parameters
    ----------
    name : str
        As in code: ``dJ_dW[l]``, ``da._dz.``.

    Returns
    -------
    tuple of str or None
        None for a name of anything else.
    """
    match = _SLOPES.fullmatch(name) or _GRADIENT.fullmatch(name)
    return match and match.groups()


class Printer(LatexPrinter):
    """LaTeX in the notation of the book."""

    def _print_Symbol(self, expr, style="plain"):
        return name_latex(expr.name)

    _print_Dummy = _print_Symbol

    def _as_ordered_terms(self, expr, order=None):
        terms = sorted(expr.as_ordered_terms(), key=_power_of_step)
        if terms[0].could_extract_minus_sign():  # yhat - y, not -y + yhat
            first = next(
                (t for t in terms if not t.could_extract_minus_sign()), None
            )
            if first is not None:
                terms.remove(first)
                terms.insert(0, first)
        return sorted(terms, key=_after_sums)  # sum w x + b

    def _print_MatAdd(self, expr):
        terms = sorted(expr.args, key=_matrix_rank)
        texts = [self._print(term) for term in terms]
        return " + ".join(texts).replace("+ -", "-")

    def _print_Mul(self, expr):
        factors = expr.as_ordered_factors()
        if factors[0] == -1 and factors[1].is_Number:  # SymPy splits -2 z
            factors[:2] = [-factors[1]]
        factors = _outer_first(sorted(factors, key=_rank))
        return super()._print_Mul(sp.Mul(*factors, evaluate=False))

    def _needs_mul_brackets(self, expr, first=False, last=False):
        if isinstance(expr, sp.UnevaluatedExpr):  # brackets as for its inside
            return super()._needs_mul_brackets(expr.args[0], first, last)
        return super()._needs_mul_brackets(expr, first, last)

    def _print_matrix_contents(self, expr):
        text = super()._print_matrix_contents(expr)
        # Fractions need room between the rows.
        return text.replace(r"\\", r"\\[1em]") if r"\frac" in text else text

    def _print_MatrixSymbol(self, expr):
        return name_latex(expr.name)

    def _print_IndexedBase(self, expr):
        return name_latex(str(expr.label))

    def _print_Transpose(self, expr):
        text = self._print(expr.arg)
        if not hasattr(expr.arg, "name"):
            return rf"\left({text}\right)^{{\top}}"
        if text.endswith("}") and "^{" in text and r"\frac" not in text:
            return rf"{text[:-1]}\top}}"  # one exponent: W^{[l]\top}
        if r"\frac" in text:
            return rf"\left({text}\right)^{{\top}}"
        return rf"{text}^{{\top}}"

    def _print_HadamardProduct(self, expr):
        return r" \odot ".join(
            self.parenthesize(arg, sp.printing.precedence.PRECEDENCE["Mul"])
            for arg in expr.args
        )

    def parenthesize(self, item, level, is_neg=False, strict=False):
        """Bracket an entrywise product within another product, too."""
        function = getattr(item, "function", None)  # of entries: 1 - tanh^2(z)
        summed = isinstance(function, sp.Lambda) and function.expr.is_Add
        if isinstance(item, sp.HadamardProduct) or summed:
            return rf"\left({self._print(item)}\right)"
        return super().parenthesize(item, level, is_neg, strict)

    def _print_KroneckerProduct(self, expr):
        return r" \otimes ".join(
            rf"\left({self._print(arg)}\right)"
            if isinstance(arg, sp.MatAdd | sp.MatMul)
            else self._print(arg)
            for arg in expr.args
        )

    def _print_DiagMatrix(self, expr):
        diagonal = self._print(expr.args[0])
        return rf"\operatorname{{diag}}\left({diagonal}\right)"

    def _print_OneMatrix(self, expr):
        if expr.shape == (1, 1):
            return "1"
        return r"\mathbf{1}^{\top}" if expr.shape[0] == 1 else r"\mathbf{1}"

    def _print_Sum(self, expr):
        if len(expr.limits) == 1:
            return super()._print_Sum(expr)
        *inner, outer = expr.limits
        index, low, high = (self._print(part) for part in outer)
        head = rf"\sum_{{{index}={low}}}^{{{high}}} "
        return head + self._print_Sum(sp.Sum(expr.function, *inner))

    def _helper_print_standard_power(self, expr, template):
        if not isinstance(expr.base, sp.Indexed):
            return super()._helper_print_standard_power(expr, template)
        base = self.parenthesize_super(self._print(expr.base))
        return template % (base, self._print(expr.exp))

    def _print_Indexed(self, expr):
        return self._with_indices(str(expr.base.label), expr.indices)

    def _print_MatrixElement(self, expr):
        if not isinstance(expr.parent, sp.MatrixSymbol):
            return super()._print_MatrixElement(expr)
        return self._with_indices(expr.parent.name, expr.indices)

    def _with_indices(self, name, indices):
        if match := _SLOPES.fullmatch(name):  # half of them to either
            half = len(indices) // 2
            parts = indices[:half], indices[half:]
            of, by = map(self._with_indices, match.groups(), parts)
            return rf"\frac{{\partial {of}}}{{\partial {by}}}"
        texts = [self._print(index) for index in indices]
        joint = " " if all(i.is_Symbol for i in indices) else ","
        index = joint.join(texts)
        if match := _GRADIENT.fullmatch(name):  # it belongs to the variable
            variable = name_latex(match[2])
            head = name_latex(name).removesuffix(variable + "}")
            return f"{head}{subscribed(variable, index)}}}"
        return subscribed(name_latex(name), index)

    def _print_Identity(self, expr):
        return "1" if expr.shape == (1, 1) else "I"

    def _print_ElementwiseApplyFunction(self, expr):
        function, argument = expr.function, self._print(expr.expr)
        if isinstance(function, sp.Lambda):
            (x,) = function.variables
            if function.expr.args != (x,):  # more than one call
                name = sp.Symbol(argument)
                return self._print(function.expr.xreplace({x: name}))
            function = function.expr.func
        head = self._print(function(sp.Symbol("z"))).split(r"{\left(")[0]
        return rf"{head.split(chr(92) + 'left(')[0]}\left({argument}\right)"

    def _print_im(self, expr, exp=None):
        argument = self._print(expr.args[0])
        return rf"\operatorname{{Im}}\left({argument}\right)"

    def _print_re(self, expr, exp=None):
        argument = self._print(expr.args[0])
        return rf"\operatorname{{Re}}\left({argument}\right)"

    def _hprint_Function(self, func):
        name = func.rstrip("'")
        return super()._hprint_Function(name) + "'" * (len(func) - len(name))

    def _print_KroneckerDelta(self, expr, exp=None):
        i, j = (self._print(arg) for arg in expr.args)
        power = f"^{{{exp}}}" if exp else ""
        return rf"\delta{power}_{{{i} {j}}}"


def subscribed(text, index, power=""):
    """Return LaTeX with an index: Z_{i}, or W_{2,i} where it has one."""
    if match := _SUBSCRIBED.fullmatch(text):
        text, own = match.groups()
        index = f"{own},{index}"
    return f"{text}{power}_{{{index}}}"


def _power_of_step(term):
    """Order terms by powers of a step h: x + h, a h + c/h."""
    steps = [s for s in term.free_symbols if s.name == "h"]
    power = term.as_coeff_exponent(steps[0])[1] if steps else sp.S.Zero
    power = float(power) if power.is_Number else 0.0
    return power < 0, power


def _outer_first(factors):
    """Order slopes of entries as a chain: dy/du before du/dx."""
    named = {}
    for place, factor in enumerate(factors):
        name = str(getattr(factor, "base", ""))
        if match := _SLOPES.fullmatch(name):
            named[place] = match.groups()
    if len(named) == 2:
        (i, (of, _)), (j, (_, by)) = named.items()
        if of == by:
            factors[i], factors[j] = factors[j], factors[i]
    return factors


def _rank(factor):
    """Order factors as one writes them: 2, y, (1 - y), log y, (1 - log y).

    Of entries, a derivative comes before what it multiplies, a weight before
    what it weighs.
    """
    if factor.is_number:
        return False, False, 0
    name = getattr(getattr(factor, "base", factor), "name", "")
    if _GRADIENT.fullmatch(name):
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
        for node in _shown(factor)
    )
    return called, late, place


def _shown(expr):
    """Yield the parts of an expression that are printed."""
    nodes = sp.preorder_traversal(expr)
    for node in nodes:
        if getattr(node, "is_letter", False):
            nodes.skip()
        yield node


def _after_sums(term):
    """Order terms as one writes them: an indexed sum, then its shift.

    And w_1 x_1 + w_2 x_2, then b.
    """
    summed = any(
        isinstance(f, sp.Sum) or getattr(f, "name", "").startswith("w_")
        for f in sp.Mul.make_args(term)
    )
    return not (summed and not term.could_extract_minus_sign())


def _matrix_rank(term):
    """Order terms as one writes them: W A + b 1, theta - alpha g."""
    negative = term.as_coeff_mmul()[0].could_extract_minus_sign()
    return negative, term.has(sp.OneMatrix), not term.is_MatMul


def latex(expr):
    """Return the LaTeX of a SymPy expression in the notation of the book."""
    return Printer({"mat_delim": "(", "order": "none"}).doprint(expr)


def value_latex(name):
    """Return the LaTeX of what a counterexample gives a value.

    Parameters
    ----------
    name : str
        Of a symbol, or of an entry: ``dL_dz_2``, ``W_2[1, 2]``.

    Returns
    -------
    str
    """
    match = _PLACE.fullmatch(name)
    if not match:
        return name_latex(name)
    indices = [sp.Integer(index) for index in match[2].split(", ")]
    return Printer()._with_indices(match[1], indices)


def symbol(name, **assumptions):
    """Return a real symbol (unless told otherwise) of that code name."""
    return sp.Symbol(name, **({"real": True} | assumptions))


def matrix(name, rows, columns):
    """Return the matrix symbol of that code name, shape (rows, columns)."""
    return sp.MatrixSymbol(name, rows, columns)


def entries(name, rows, columns=None):
    """Return an explicit matrix of symbols with entries from 1.

    ``entries("W1", 2, 3)`` has ``W1_11 ... W1_23``; without `columns` it is a
    column ``b1_1, b1_2``; a name without a layer gives ``x_1, x_2``.
    """
    if columns is None:
        return sp.Matrix([symbol(f"{name}_{i + 1}") for i in range(rows)])
    return sp.Matrix(
        rows, columns, lambda i, j: symbol(f"{name}_{i + 1}{j + 1}")
    )
