"""Compiled expressions: scalar formulas as Python functions of mpmath numbers.

A sum is a loop over its index, an indexed letter is looked up at its indices,
and what does not depend on a loop stands outside of it. One compilation
serves all sizes: nothing is written out.
"""

import mpmath
import sympy as sp

from .smooth import Smooth, example

__all__ = ["compiled"]

#: Functions of mpmath by class; any other is left to SymPy's `lambdify`.
FUNCTIONS = {
    kind: f"mp.{kind.__name__}"
    for kind in (
        *(sp.exp, sp.log, sp.tanh, sp.cosh, sp.sinh, sp.sin, sp.cos, sp.tan),
        *(sp.atan, sp.asin, sp.acos, sp.atanh, sp.asinh, sp.acosh),
        *(sp.sign, sp.re, sp.im, sp.erf, sp.erfc),
    )
} | {
    sp.Abs: "abs",
    sp.Max: "max",
    sp.Min: "min",
    sp.conjugate: "mp.conj",
}
RELATIONS = {
    sp.StrictGreaterThan: ">",
    sp.StrictLessThan: "<",
    sp.GreaterThan: ">=",
    sp.LessThan: "<=",
    sp.Equality: "==",
    sp.Unequality: "!=",
}
CONSTANTS = {sp.pi: "+mp.pi", sp.E: "+mp.e", sp.I: "mpc(0, 1)"}
UNDEFINED = (sp.zoo, sp.nan, sp.oo, -sp.oo)


def compiled(entries):
    """Return a function to the values of some scalar expressions, or None.

    Parameters
    ----------
    entries : sequence of sympy expression
        Without derivatives that are still to be carried out.

    Returns
    -------
    callable or None
        From a mapping of letters (a `Symbol`, or a tuple of an `IndexedBase`
        and integers) and one of integer symbols (and of ``key``, by which
        unspecified functions are chosen) to a list of values; None where an
        expression is defined nowhere.
    """
    if any(entry.has(*UNDEFINED) for entry in entries):
        return None
    return _Writer(entries).function()


class _Block:
    """Lines of code that run together, and the nodes that they compute."""

    def __init__(self, index=None, lazy=False):
        self.index, self.lazy = index, lazy
        self.lines, self.known = [], {}


class _Writer:
    def __init__(self, entries):
        self.space = {
            "mp": mpmath,
            "mpf": mpmath.mpf,
            "mpc": mpmath.mpc,
            "one": mpmath.mpf(1),
            "example": example,
        }
        self.count = 0
        self.needs = {}  # the loop indices that a node depends on
        self.whole = {}  # names of the integers
        body = _Block()
        values = [self.value(entry, [body]) for entry in entries]
        integers = [
            f"{name} = whole[{self.constant(symbol)}]"
            for symbol, name in self.whole.items()
        ]
        lines = [*integers, *body.lines, f"return [{', '.join(values)}]"]
        self.code = "\n".join(
            ["def run(point, whole):", *(f"    {line}" for line in lines)]
        )

    def function(self):
        exec(self.code, self.space)  # our own code, from a formula
        return self.space["run"]

    def name(self, letter="v"):
        self.count += 1
        return f"{letter}{self.count}"

    def constant(self, thing):
        name = self.name("c")
        self.space[name] = thing
        return name

    def depends(self, node):
        """Return the loop indices in a node."""
        if node not in self.needs:
            if isinstance(node, sp.Sum):
                found = set().union(*map(self.depends, node.args))
                found -= set(node.variables)
            elif isinstance(node, sp.Symbol):
                found = {node}
            else:
                found = set().union(*map(self.depends, node.args))
            self.needs[node] = found
        return self.needs[node]

    def value(self, node, blocks):
        """Return the name of a node's value, written where it belongs."""
        for block in blocks:
            if node in block.known:
                return block.known[node]
        if node.is_Integer:
            return f"({node})" if node < 0 else str(node)
        place = self.place(node, blocks)
        block, inside = blocks[place], blocks[: place + 1]
        for kind in type(node).__mro__:
            if kind in RULES:
                text = RULES[kind](self, node, inside)
                break
        else:
            text = self.unknown(node, inside)
        name = self.name()
        block.lines.append(f"{name} = {text}")
        block.known[node] = name
        return name

    def place(self, node, blocks):
        """Return the number of the outermost block that may compute it."""
        needs = self.depends(node)
        found = 0
        for number, block in enumerate(blocks):
            if block.lazy or block.index in needs:
                found = number
        return found

    def all(self, nodes, blocks):
        return [self.value(node, blocks) for node in nodes]

    def integer(self, node, blocks):
        """Return an index or a bound as an expression of integers."""
        if node.is_Integer:
            return str(node)
        if node.is_Symbol:
            for block in blocks:
                if block.index == node:
                    return block.known["integer"]
            if node not in self.whole:
                self.whole[node] = self.name("n")
            return self.whole[node]
        if isinstance(node, sp.Add | sp.Mul):
            sign = " + " if isinstance(node, sp.Add) else " * "
            parts = (self.integer(arg, blocks) for arg in node.args)
            return f"({sign.join(parts)})"
        raise ValueError(f"index: found {node}, wanted an integer expression")

    def unknown(self, node, blocks):
        """Let SymPy's printer write a function that has no rule here."""
        letters = [sp.Dummy() for _ in node.args]
        call = sp.lambdify(letters, node.func(*letters), "mpmath")
        arguments = self.all(node.args, blocks)
        return f"{self.constant(call)}({', '.join(arguments)})"


def _symbol(writer, node, blocks):
    if node.is_integer or any(block.index == node for block in blocks):
        return f"mpf({writer.integer(node, blocks)})"
    return f"point[{writer.constant(node)}]"


def _indexed(writer, node, blocks):
    places = (writer.integer(i, blocks) for i in node.indices)
    return f"point[{writer.constant(node.base)}, {', '.join(places)}]"


def _smooth(writer, node, blocks):
    name = node.func.__name__
    (argument,) = writer.all(node.args, blocks)
    return f"example({name!r}, whole['key'], {argument})"


def _sum(writer, node, blocks):
    """Write the loops; the last limit is the outermost."""
    function, *limits = node.args
    index, low, high = limits.pop()
    inner = _Block(index)
    number = writer.name("i")
    inner.known["integer"] = number
    term = sp.Sum(function, *limits) if limits else function
    bounds = [writer.integer(bound, blocks) for bound in (low, high)]
    value = writer.value(term, [*blocks, inner])
    total = writer.name("s")
    blocks[-1].lines += [
        f"{total} = mpf(0)",
        f"for {number} in range({bounds[0]}, {bounds[1]} + 1):",
        *(f"    {line}" for line in inner.lines),
        f"    {total} += {value}",
    ]
    return total


def _power(writer, node, blocks):
    base, exponent = node.args
    if exponent == sp.S.Half:
        return f"mp.sqrt({writer.value(base, blocks)})"
    if not exponent.is_Integer:
        base, exponent = writer.all(node.args, blocks)
        return f"mp.power({base}, {exponent})"
    power = writer.value(base, blocks)
    if abs(exponent) != 1:
        power += f"**{abs(exponent)}"
    return power if exponent > 0 else f"one / {power}"


def _piecewise(writer, node, blocks):
    """Write each case as a function: only the one that applies is run."""
    text = "mp.nan"
    for value, condition in reversed(node.args):
        case = _Block(lazy=True)
        result = writer.value(value, [*blocks, case])
        name = writer.name("f")
        blocks[-1].lines += [
            f"def {name}():",
            *(f"    {line}" for line in case.lines),
            f"    return {result}",
        ]
        text = f"{name}() if {writer.value(condition, blocks)} else ({text})"
    return text


def _delta(writer, node, blocks):
    left, right = (writer.integer(i, blocks) for i in node.args)
    return f"int({left} == {right})"


def _picks(factor):
    """Tell whether deltas decide a factor: its value needs no letter."""
    return factor.has(sp.KroneckerDelta) and all(
        (isinstance(atom, sp.Symbol) and atom.is_integer) or atom.is_Number
        for atom in factor.atoms()
    )


def _product(writer, node, blocks):
    """Write what a delta may leave out as a function: 0 / 0 is not run."""
    picks = [factor for factor in node.args if _picks(factor)]
    rest = [factor for factor in node.args if factor not in picks]
    if not picks or not rest:
        return " * ".join(writer.all(node.args, blocks))
    pick = writer.value(sp.Mul(*picks), blocks)
    case = _Block(lazy=True)
    result = writer.value(sp.Mul(*rest), [*blocks, case])
    name = writer.name("f")
    blocks[-1].lines += [
        f"def {name}():",
        *(f"    {line}" for line in case.lines),
        f"    return {pick} * {result}",
    ]
    return f"{name}() if {pick} else mpf(0)"


def _joined(sign):
    return lambda writer, node, blocks: sign.join(
        writer.all(node.args, blocks)
    )


def _call(name):
    return lambda writer, node, blocks: (
        f"{name}({', '.join(writer.all(node.args, blocks))})"
    )


#: How each kind of node is written.
RULES = {
    sp.Symbol: _symbol,
    sp.Indexed: _indexed,
    Smooth: _smooth,
    sp.Sum: _sum,
    sp.Add: _joined(" + "),
    sp.Mul: _product,
    sp.Pow: _power,
    sp.Rational: lambda w, node, b: f"mpf({node.p}) / {node.q}",
    sp.Float: lambda w, node, b: f"mpf('{node}')",
    sp.NumberSymbol: lambda w, node, b: (
        CONSTANTS.get(node)
        or f"{w.constant(sp.lambdify([], node, 'mpmath'))}()"
    ),
    type(sp.I): lambda w, node, b: CONSTANTS[node],
    sp.Piecewise: _piecewise,
    sp.KroneckerDelta: _delta,
    sp.And: _joined(" and "),
    sp.Or: _joined(" or "),
    sp.Not: lambda w, node, b: f"not {w.value(node.args[0], b)}",
    type(sp.true): lambda w, node, b: "True",
    type(sp.false): lambda w, node, b: "False",
}
RULES |= {kind: _call(name) for kind, name in FUNCTIONS.items()}
RULES |= {kind: _joined(f" {sign} ") for kind, sign in RELATIONS.items()}
