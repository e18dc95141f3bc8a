// The picture of the small network: edges to be turned, units, drops.

import "./small_picture.css";
import { drag } from "d3-drag";
import { select } from "d3-selection";
import { svg as typeset } from "./kit/notation.js";
import { brief, format, formatAt } from "./kit/numbers.js";
import { layer } from "./kit/picture.js";
import { LINE, line, part, places, shape } from "./small_network.js";

const TURN = 40; // pixels of dragging for a change by 1
const STEP = 0.1; // of the controls

const isShort = (value) =>
  value === 0 || (Math.abs(value) >= STEP / 2 && onGrid(value));

const onGrid = (value) =>
  Math.abs(value - Math.round(value / STEP) * STEP) < 1e-12;

/** A number of a control, as short as it is there. */
export const short = (value) =>
  isShort(value) ? formatAt(value, STEP) : brief(value);

/** A number as a factor: a negative one in brackets. */
export function factor(value) {
  const text = isShort(value) ? short(value) : format(value);
  return value < 0 ? `(${text})` : text;
}

/** Let the number of each element be turned up and down by dragging. */
function turnable(selection, kit, chosen, finger) {
  let start;
  return selection.call(
    drag()
      .touchable(finger && navigator.maxTouchPoints > 0)
      .on("start", ({ y }, { control }) => {
        chosen?.(control);
        start = { y, value: kit.model.get(control) };
      })
      .on("drag", ({ y }, { control }) =>
        kit.move(control, start.value + (start.y - y) / TURN),
      ),
  );
}

/**
 * Draw the network.
 *
 * `rows(unit)` are the lines of a unit, [name, text] each; `end` is a box
 * behind the output; `mark(thing)` is a class for an edge or a unit; `chosen`
 * is the parameter that is selected, and `choose(name)` selects another.
 */
export function drawNetwork(svg, values, kit, options) {
  kit.shape ??= shape(kit.controls);
  const placed = places(kit.shape, kit, options.lines, options.end);
  drawEdges(svg, values, kit, placed, options);
  drawDrops(svg, kit, placed);
  drawBoxes(svg, values, kit, placed, options);
  return placed;
}

function drawEdges(svg, values, kit, placed, options) {
  const { mark, chosen, choose } = options;
  const edges = kit.shape.edges.map((edge) => ({
    ...edge,
    control: edge.name,
    value: values[edge.name],
    at: line(edge, placed),
  }));
  const group = layer(svg, "edges")
    .selectAll("g.edge")
    .data(edges, ({ name }) => name)
    .join((entered) => {
      const made = entered.append("g");
      made.append("line").attr("class", "shown");
      const hit = made.append("line").attr("class", "hit");
      hit.append("title").text(({ name }) => name);
      turnable(hit, kit, choose, false);
      hit.on("click", (_, { name }) => choose(name));
      return made;
    })
    .attr("class", (edge) => {
      const sign = edge.value < 0 ? "negative" : "positive";
      const now = edge.name === chosen ? "chosen" : "";
      return `edge ${sign} ${now} ${mark(edge)}`;
    });
  for (const kind of ["shown", "hit"]) {
    group
      .select(`line.${kind}`)
      .attr("x1", ({ at }) => at[0])
      .attr("y1", ({ at }) => at[1])
      .attr("x2", ({ at }) => at[2])
      .attr("y2", ({ at }) => at[3]);
  }
  group
    .select("line.shown")
    .attr("stroke-width", ({ value }) => 0.8 + 2 * Math.abs(value));
  drawWeights(svg, edges, kit, placed, options);
}

/* The weight of the chosen edge is a handle for fingers, too. */
function drawWeights(svg, edges, kit, { tall, gap }, options) {
  const { mark, chosen, choose } = options;
  // Near where an edge begins no two weights meet.
  const near = tall ? 14 / gap : Math.min(22 / gap, 0.3);
  const labels = layer(svg, "weights")
    .selectAll("g.weight")
    .data(edges, ({ name }) => name)
    .join((entered) => {
      const made = entered.append("g");
      made.append("rect").attr("rx", 6);
      made.append("text").attr("dy", "0.35em").attr("text-anchor", "middle");
      return turnable(made, kit, choose, true);
    })
    .attr("class", (edge) => {
      const now = edge.name === chosen ? "chosen" : "";
      return `weight ${now} ${mark(edge)}`;
    })
    .attr("transform", ({ at }) => `translate(${part(at, near)})`);
  const size = ({ name }) => (name === chosen ? [34, 22] : [26, 15]);
  labels
    .select("rect")
    .attr("x", (edge) => -size(edge)[0] / 2)
    .attr("y", (edge) => -size(edge)[1] / 2)
    .attr("width", (edge) => size(edge)[0])
    .attr("height", (edge) => size(edge)[1]);
  labels.select("text").text(({ value }) => short(value));
}

function drawBoxes(svg, values, kit, placed, options) {
  const { rows, mark, chosen, choose } = options;
  const units = [...placed.boxes.values()].map((unit) => ({
    ...unit,
    control: unit.bias ?? unit.name,
    rows: rows(unit),
  }));
  const boxes = layer(svg, "units")
    .selectAll("g.unit")
    .data(units, ({ name }) => name)
    .join((entered) => {
      const made = entered.append("g");
      made.append("rect").attr("rx", 7);
      const turned = made.filter(({ name }) => name in values);
      turnable(turned, kit, null, true);
      made
        .filter(({ bias }) => bias)
        .on("click", (_, { bias }) => choose(bias));
      return made;
    })
    .attr("class", (unit) => {
      const kind = unit.bias ? "inner" : unit.name in values ? "input" : "";
      const now = unit.bias && unit.bias === chosen ? "chosen" : "";
      return `unit ${kind} ${now} ${mark(unit)}`;
    })
    .attr("transform", ({ x, y }) => `translate(${x},${y})`);
  boxes
    .select("rect")
    .attr("x", ({ w }) => -w / 2)
    .attr("y", ({ h }) => -h / 2)
    .attr("width", ({ w }) => w)
    .attr("height", ({ h }) => h);
  const texts = boxes
    .selectAll("g.row")
    .data(
      (unit) => unit.rows.map(([name, text]) => ({ name, text, unit })),
      ({ name }) => name,
    )
    .join((entered) => {
      const made = entered.append("g").attr("class", "row");
      made.append("text").each(function ({ name }) {
        typeset(select(this), name);
      });
      made.append("text").attr("class", "number").attr("text-anchor", "end");
      return made;
    })
    .attr("transform", ({ unit }, n) => {
      const middle = n - (unit.rows.length - 1) / 2;
      return `translate(${-unit.w / 2 + 7},${middle * LINE + 4.5})`;
    });
  texts
    .select(".number")
    .attr("x", ({ unit }) => unit.w - 14)
    .text(({ text }) => text);
}

/* -- Values that flow ------------------------------------------------------ */

const STAGE = 380; // milliseconds from one layer to the next

/**
 * Let drops run along edges, those of one stage after those of the other.
 *
 * `stages` are lists of names; `back` turns the direction.
 */
export function flow(kit, stages, back = false) {
  if (kit.flowing) return;
  const start = performance.now();
  const run = (now) => {
    const time = Math.max(0, now - start) / STAGE;
    const stage = stages[Math.floor(time)];
    kit.flowing = stage ? requestAnimationFrame(run) : 0;
    moveDrops(kit, stage ?? [], back ? 1 - (time % 1) : time % 1);
  };
  kit.flowing = requestAnimationFrame(run);
}

export const stopFlow = (kit) => cancelAnimationFrame(kit.flowing);

function drawDrops(svg, kit, placed) {
  kit.drops = layer(svg, "drops")
    .selectAll("circle")
    .data(
      kit.shape.edges.map((edge) => ({ ...edge, at: line(edge, placed) })),
      ({ name }) => name,
    )
    .join((entered) =>
      entered.append("circle").attr("r", 4.5).style("display", "none"),
    );
}

function moveDrops(kit, stage, t) {
  kit.drops
    .style("display", ({ name }) => (stage.includes(name) ? null : "none"))
    .filter(({ name }) => stage.includes(name))
    .attr("cx", ({ at }) => part(at, t)[0])
    .attr("cy", ({ at }) => part(at, t)[1]);
}
