// Names as in code (W1_21, dJ_dZ[l], yhat), typeset: one rule, as in
// fnn_lib/symbolic/notation.py, for HTML, for SVG and for a test.
//
// Also understood: indices in braces (n_{l-1}), layers in round brackets
// (W(2)), both scripts (z[l]_{:,i}), a transpose (A[l-1]^T), a gradient
// written as nabla (grad_z(1)_J), bold letters (**W**[l]), a bar (bar:W(2)) and
// a function's value (g'(Z1_1), tanh(z)).
// A line is a list of names and of { upright: "text" }; in HTML also of
// { column: [line, ...] }.

const LETTERS = {
  yhat: { base: "ŷ", tex: "\\hat{y}" },
  Yhat: { base: "Ŷ", tex: "\\hat{Y}" },
  loss: { base: "ℓ", tex: "\\ell" },
  l: { base: "l", tex: "l" },
  learning_rate: { base: "α", tex: "\\alpha" },
  delta: { base: "δ", tex: "\\delta" },
  Sigma: { base: "Σ", tex: "\\sum", upright: true },
  ones: { base: "1", tex: "\\mathbf{1}", bold: true },
};
const CALLS = {
  g: { base: "g", tex: "g" },
  sigma: { base: "σ", tex: "\\sigma" },
  tanh: { base: "tanh", tex: "\\tanh", upright: true },
  relu: { base: "ReLU", tex: "\\operatorname{ReLU}", upright: true },
};
const CALL = /^(g|sigma|tanh|relu)('*)\((.+)\)$/;
const TRANSPOSED = /^(.+)\^T$/;
const BARRED = /^bar:(.+)$/;
const BOLD = /^\*\*(\w+)\*\*(.*)$/;
const NABLA = /^grad_(.+)_([A-Za-z]+)$/;
const SLOPE = /^d(\*\*.+?|[A-Za-z]+(?:\d*_\w+?)?)_d(.+)$/;
const LAYERED = /^([A-Za-z]+)(\[.+?\]|\(.+?\))(?:_\{(.+)\}|_(\w+))?$/;
const ENTRY = /^([A-Za-z]+?)(\d+)_(\w+)$/;
const INDEXED = /^([A-Za-z]+)_(?:\{(.+)\}|(\w+))$/;

const letter = (name) => LETTERS[name] ?? { base: name, tex: name };

/** What a name says: { of, by } for a slope, { nabla, of } for a gradient,
 * { call, primes, on } for a function's value,
 * else { base, layer, index }; and whether it is transposed, bold, barred. */
export function parse(name) {
  if (LETTERS[name]) return LETTERS[name];
  let match = CALL.exec(name);
  if (match) {
    const [, call, primes, on] = match;
    return { call: CALLS[call], primes, on: parse(on) };
  }
  match = TRANSPOSED.exec(name);
  if (match) return { ...parse(match[1]), transposed: true };
  match = BARRED.exec(name);
  if (match) return { ...parse(match[1]), barred: true };
  match = NABLA.exec(name);
  if (match) return { nabla: parse(match[1]), of: parse(match[2]) };
  match = SLOPE.exec(name);
  if (match) {
    const of = match[1] === "l" ? "loss" : match[1];
    return { of: parse(of), by: parse(match[2]) };
  }
  match = BOLD.exec(name);
  if (match) return { ...parse(match[1] + match[2]), bold: true };
  match = LAYERED.exec(name);
  if (match) {
    const [, base, layer, braced, index] = match;
    return { ...letter(base), layer, index: braced ?? index };
  }
  match = ENTRY.exec(name);
  if (match) {
    return { ...letter(match[1]), layer: `[${match[2]}]`, index: match[3] };
  }
  match = INDEXED.exec(name);
  if (match) return { ...letter(match[1]), index: match[2] ?? match[3] };
  return letter(name);
}

/** LaTeX, as `name_latex` prints it. */
export function tex(name, at = parse(name)) {
  if (at.call) {
    const on = tex("", at.on);
    return `${at.call.tex}${at.primes}{\\left(${on} \\right)}`;
  }
  if (at.nabla) return `\\nabla_{${tex("", at.nabla)}} ${tex("", at.of)}`;
  if (at.of) {
    const slope = `\\frac{\\partial ${tex("", at.of)}}{\\partial ${tex("", at.by)}}`;
    return at.transposed ? `\\left(${slope}\\right)^{\\top}` : slope;
  }
  const base = at.bold && !at.tex.startsWith("\\") ? `\\mathbf{${at.tex}}` : at.tex;
  const above = (at.layer ?? "") + (at.transposed ? "\\top" : "");
  return (
    (at.barred ? `\\overline{${base}}` : base) +
    (above ? `^{${above}}` : "") +
    (at.index ? `_{${at.index}}` : "")
  );
}

const upright = (base) => ({ base, upright: true });

/** The letters of a part of a line, in their order. */
function pieces(part) {
  if (part.upright !== undefined) return [upright(part.upright)];
  const at = typeof part === "string" ? parse(part) : part;
  if (at.call) {
    const opening = upright(`${at.primes}(`);
    return [at.call, opening, ...pieces(at.on), upright(")")];
  }
  if (at.nabla) return [{ ...upright("∇"), below: at.nabla }, ...pieces(at.of)];
  if (!at.of) return [at];
  const [d, over] = [upright("∂"), upright("/")];
  return [d, ...pieces(at.of), over, d, ...pieces(at.by)];
}

const minus = (text) => text.replaceAll("-", "−");
const above = ({ layer = "", transposed }) =>
  minus(layer) + (transposed ? "⊤" : "");

function tag(name, classes, ...children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}

/** A span that shows a name, or a line of them; slopes stacked if wished. */
export function html(line, { stacked = false } = {}) {
  const parts = [line].flat().flatMap((part) => spans(part, stacked));
  return tag("span", "fnn-math", ...parts);
}

function spans(part, stacked) {
  if (part.column) {
    const rows = part.column.map((row) => html(row));
    return [tag("span", "fnn-column", ...rows)];
  }
  const at = typeof part === "string" ? parse(part) : part;
  if (stacked && at.by) {
    const [top, bottom] = [at.of, at.by].map((half) =>
      tag("span", "", "∂", ...pieces(half).flatMap(glyph)),
    );
    return [tag("span", "fnn-fraction", top, bottom)];
  }
  return pieces(part).flatMap(glyph);
}

function glyph(piece) {
  const kind = piece.upright ? "span" : piece.bold ? "b" : "i";
  const base = tag(kind, "", piece.base);
  if (piece.barred) base.className = "fnn-barred";
  const [up, down] = [above(piece), piece.below ?? piece.index];
  if (!up && !down) return [base];
  const place = up && down ? "" : up ? " high" : " low";
  const scripts = tag("span", `fnn-scripts${place}`);
  if (up) scripts.append(tag("sup", "", up));
  if (piece.below) scripts.append(tag("sub", "", ...glyph(piece.below)));
  else if (down) scripts.append(tag("sub", "", minus(down)));
  return [base, scripts];
}

/** Fill a d3 selection of one <text> with a name, or with a line of them. */
export function svg(text, line) {
  text.text(null).attr("class", "fnn-math");
  let shift = 0; // of the baseline, in em of the full size
  const add = (content, up, small, dx = 0) => {
    const size = small ? 0.7 : 1;
    const span = text.append("tspan").text(content);
    if (small) span.attr("font-size", "70%");
    span.attr("dy", `${(shift - up) / size}em`);
    if (dx) span.attr("dx", `${dx}em`);
    shift = up;
    return span;
  };
  for (const piece of [line].flat().flatMap(pieces)) {
    const base = add(piece.base, 0, false);
    if (piece.bold) base.attr("font-weight", 700);
    else if (!piece.upright) base.attr("font-style", "italic");
    if (piece.barred) base.attr("text-decoration", "overline");
    const up = above(piece);
    if (up) add(up, 0.4, true);
    // Below the layer: back by its width, half an em a digit, 0.28 a bracket.
    const back = up ? -(0.56 + 0.5 * (up.length - 2)) : 0;
    const down = piece.below ? piece.below.base : piece.index;
    if (down) add(minus(down), -0.25, true, back);
  }
  return text;
}
