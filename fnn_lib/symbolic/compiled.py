"""Compiled expressions: scalar formulas as Python functions of mpmath numbers.

A sum is a loop over its index, an indexed letter is looked up at its indices,
and what does not depend on a loop stands outside of it. One compilation
serves all sizes: nothing is written out.
"""

import functools

import mpmath
import sympy as sp

from .rules import RULES, Block
from .smooth import example

__all__ = ["compiled"]
#: So many compilations are kept.
REMEMBERED = 1024
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
    return _function(tuple(entries))


@functools.lru_cache(maxsize=REMEMBERED)
def _function(entries):
    return _Writer(entries).function()


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
        body = Block()
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
