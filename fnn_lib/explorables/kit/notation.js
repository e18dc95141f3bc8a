// Names as in code (W1_21, dJ_dZ[l], yhat), typeset: one rule, as in
// fnn_lib/symbolic/notation.py, for HTML, for SVG and for a test.

const LETTERS = {
  yhat: { base: "ŷ", tex: "\\hat{y}" },
  Yhat: { base: "Ŷ", tex: "\\hat{Y}" },
  loss: { base: "ℓ", tex: "\\ell" },
  l: { base: "l", tex: "l" },
  learning_rate: { base: "α", tex: "\\alpha" },
  delta: { base: "δ", tex: "\\delta" },
};
const SLOPE = /^d([A-Za-z]+(?:\d*_\w+?)?)_d(.+)$/;
const LAYERED = /^([A-Za-z]+)\[(.+)\]$/;
const ENTRY = /^([A-Za-z]+?)(\d+)_(\w+)$/;
const INDEXED = /^([A-Za-z]+)_(\w+)$/;

const letter = (name) => LETTERS[name] ?? { base: name, tex: name };

/** What a name says: { of, by } for a slope, { base, layer, index } else. */
export function parse(name) {
  let match = SLOPE.exec(name);
  if (match) {
    const of = match[1] === "l" ? "loss" : match[1];
    return { of: parse(of), by: parse(match[2]) };
  }
  match = LAYERED.exec(name);
  if (match) return { ...letter(match[1]), layer: match[2] };
  match = ENTRY.exec(name);
  if (match) return { ...letter(match[1]), layer: match[2], index: match[3] };
  match = INDEXED.exec(name);
  if (match) return { ...letter(match[1]), index: match[2] };
  return letter(name);
}

/** LaTeX, as `name_latex` prints it. */
export function tex(name, at = parse(name)) {
  if (at.of)
    return `\\frac{\\partial ${tex("", at.of)}}{\\partial ${tex("", at.by)}}`;
  const layer = at.layer ? `^{[${at.layer}]}` : "";
  return at.tex + layer + (at.index ? `_{${at.index}}` : "");
}

const PLAIN = { "∂": "upright", "/": "upright" };

function pieces(at) {
  if (at.of) return ["∂", ...pieces(at.of), "/", "∂", ...pieces(at.by)];
  return [at];
}

/** A span that shows the name. */
export function html(name) {
  const whole = document.createElement("span");
  whole.className = "fnn-math";
  for (const piece of pieces(parse(name))) {
    const base = document.createElement(PLAIN[piece] ? "span" : "i");
    base.textContent = piece.base ?? piece;
    whole.append(base);
    if (!piece.layer && !piece.index) continue;
    const scripts = document.createElement("span");
    scripts.className = piece.layer ? "fnn-scripts" : "fnn-scripts low";
    for (const [tag, text] of [
      ["sup", piece.layer && `[${piece.layer}]`],
      ["sub", piece.index],
    ]) {
      if (!text) continue;
      const script = document.createElement(tag);
      script.textContent = text;
      scripts.append(script);
    }
    whole.append(scripts);
  }
  return whole;
}

/** Fill a d3 selection of one <text> with the name. */
export function svg(text, name) {
  text.text(null).attr("class", "fnn-math");
  let shift = 0; // of the baseline, in em of the full size
  const add = (content, up, small, dx = 0) => {
    const size = small ? 0.7 : 1;
    const span = text.append("tspan").text(content);
    if (small) span.attr("font-size", "70%");
    else if (!PLAIN[content]) span.attr("font-style", "italic");
    span.attr("dy", `${(shift - up) / size}em`);
    if (dx) span.attr("dx", `${dx}em`);
    shift = up;
  };
  for (const piece of pieces(parse(name))) {
    add(piece.base ?? piece, 0, false);
    const layer = piece.layer && `[${piece.layer}]`;
    if (layer) add(layer, 0.4, true);
    // Below the layer: back by its width, half an em a digit, 0.28 a bracket.
    const back = layer ? -(0.56 + 0.5 * (layer.length - 2)) : 0;
    if (piece.index) add(piece.index, -0.25, true, back);
  }
  return text;
}
