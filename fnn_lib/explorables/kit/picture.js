// What pictures have in common: size, dragging, axes, colours.

import { axisBottom, axisLeft } from "d3-axis";
import { drag } from "d3-drag";
import { select } from "d3-selection";

export const still = () =>
  globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;

const hands = new WeakMap(); // of each handle: what its drag calls now

/** Let a selection be dragged; moved(x, y) gets places in the picture. The
 * drag of a handle is made once: a finger loses one that is made anew. */
export function draggable(selection, moved) {
  const svg = selection.node().ownerSVGElement ?? selection.node();
  const fresh = selection.filter((_, k, nodes) => !hands.has(nodes[k]));
  selection.each((_, k, nodes) => hands.set(nodes[k], moved));
  fresh.classed("fnn-handle", true).call(
    drag()
      .container(() => svg)
      .on("start drag", function (event) {
        hands.get(this)(event.x, event.y, event.subject);
      }),
  );
  return selection;
}

/** A group that is made once: the same selection on each call. */
export function layer(parent, name, tag = "g") {
  const found = parent.select(`:scope > .${name}`);
  return found.empty() ? parent.append(tag).attr("class", name) : found;
}

/** Pixels that an SVG can draw: what is far off comes nearer. */
export const clamp = (pixels) => Math.max(-1e5, Math.min(1e5, pixels));

/** Axes at the left and at the bottom of a frame, with their titles; ticksX
 * and ticksY, a Map of places to labels, say where other than d3 would. */
export function axes(
  svg,
  { x, y, left, bottom, titleX, titleY, ticks = 6, ticksX, ticksY },
) {
  const at = (axis, labels) =>
    labels
      ? axis.tickValues([...labels.keys()]).tickFormat((v) => labels.get(v))
      : axis.ticks(ticks);
  layer(svg, "axis-x")
    .attr("transform", `translate(0,${bottom})`)
    .attr("aria-hidden", "true")
    .call(at(axisBottom(x), ticksX).tickSizeOuter(0));
  layer(svg, "axis-y")
    .attr("transform", `translate(${left},0)`)
    .attr("aria-hidden", "true")
    .call(at(axisLeft(y), ticksY).tickSizeOuter(0));
  const [x0, x1] = x.range();
  layer(svg, "title-x", "text")
    .attr("x", Math.max(x0, x1))
    .attr("y", bottom + 32)
    .attr("text-anchor", "end")
    .text(titleX);
  const [y0, y1] = y.range();
  layer(svg, "title-y", "text")
    .attr("x", left - 8)
    .attr("y", Math.min(y0, y1) - 8)
    .text(titleY);
}

/** A row of keys above the picture. Of each: `text`; `line`, the number of a
 * line colour, or `ink`; `dash`, `thin` or `shade`; instead of a line `mark`,
 * the outline of a mark around (0, 0); or `bare`, for words only. */
export function legend(kit, keys) {
  const rows = select(kit.keys)
    .selectAll("span.fnn-key")
    .data(keys)
    .join((entered) => {
      const row = entered.append("span").attr("class", "fnn-key");
      const sample = row.append("svg").attr("viewBox", "0 0 20 12");
      sample.append("line").attr("x2", 20).attr("y1", 6).attr("y2", 6);
      sample.append("path").attr("transform", "translate(10,6)");
      row.append("span");
      return row;
    });
  rows.select("span").text(({ text }) => text);
  rows.select("svg").style("display", ({ bare }) => (bare ? "none" : null));
  const colour = ({ line, ink }) =>
    `var(--x-${line ? `line-${line}` : ink ? "ink" : "muted"})`;
  rows
    .select("path")
    .style("fill", colour)
    .attr("d", ({ mark }) => mark ?? null);
  rows
    .select("line")
    .attr("display", ({ mark }) => (mark ? "none" : null))
    .style("stroke", colour)
    .attr("stroke-width", ({ shade, thin }) => (shade ? 12 : thin ? 1 : 2.4))
    .attr("stroke-opacity", ({ shade }) => (shade ? 0.25 : 1))
    .attr("stroke-dasharray", ({ dash }) => dash ?? null);
}

/** The book's line colours, for what cannot take them from the style. */
export function colours(element) {
  const style = getComputedStyle(element);
  const named = (name) => style.getPropertyValue(name).trim();
  return {
    lines: [1, 2, 3, 4, 5].map((n) => named(`--x-line-${n}`)),
    ink: named("--x-ink"),
    paper: named("--x-paper"),
  };
}

export { select };
