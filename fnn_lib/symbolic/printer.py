"""LaTeX of SymPy expressions in the notation of the book."""

import sympy as sp
from sympy.printing.latex import LatexPrinter

from .naming import GRADIENT, SLOPES, name_latex, subscribed
from .order import after_sums, matrix_rank, outer_first, power_of_step, rank

__all__ = ["Printer"]


class Printer(LatexPrinter):
    """LaTeX in the notation of the book."""

    def _print_Symbol(self, expr, style="plain"):
        return name_latex(expr.name)

    _print_Dummy = _print_Symbol

    def _as_ordered_terms(self, expr, order=None):
        terms = sorted(expr.as_ordered_terms(), key=power_of_step)
        if terms[0].could_extract_minus_sign():  # yhat - y, not -y + yhat
            first = next(
                (t for t in terms if not t.could_extract_minus_sign()), None
            )
            if first is not None:
                terms.remove(first)
                terms.insert(0, first)
        return sorted(terms, key=after_sums)  # sum w x + b

    def _print_MatAdd(self, expr):
        terms = sorted(expr.args, key=matrix_rank)
        texts = [self._print(term) for term in terms]
        return " + ".join(texts).replace("+ -", "-")

    def _print_Mul(self, expr):
        factors = expr.as_ordered_factors()
        if factors[0] == -1 and factors[1].is_Number:  # SymPy splits -2 z
            factors[:2] = [-factors[1]]
        factors = outer_first(sorted(factors, key=rank))
        return super()._print_Mul(sp.Mul(*factors, evaluate=False))

    def _needs_mul_brackets(self, expr, first=False, last=False):
        if isinstance(expr, sp.UnevaluatedExpr):  # brackets as for its inside
            return super()._needs_mul_brackets(expr.args[0], first, last)
        if getattr(expr, "is_letter", False):  # whatever it stands for
            return False
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
        if match := SLOPES.fullmatch(name):  # half of them to either
            half = len(indices) // 2
            parts = indices[:half], indices[half:]
            of, by = map(self._with_indices, match.groups(), parts)
            return rf"\frac{{\partial {of}}}{{\partial {by}}}"
        texts = [self._print(index) for index in indices]
        joint = " " if all(i.is_Symbol for i in indices) else ","
        index = joint.join(texts)
        if match := GRADIENT.fullmatch(name):  # it belongs to the variable
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
