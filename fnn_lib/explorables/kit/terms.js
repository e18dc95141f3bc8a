// A line of terms, each a symbol above its number.

import "./terms.css";
import { select } from "d3-selection";
import { element } from "./controls.js";
import { html } from "./notation.js";

/**
 * Write terms side by side. A term has a sign, which stands before it, a name
 * or words, and the text of its number.
 */
export function writeTerms(place, terms) {
  select(place)
    .selectAll(":scope > .fnn-term")
    .data(terms, ({ sign, name, words }, n) => [n, sign, name, words].join())
    .join((entered) =>
      entered.append(({ sign, name, words = "" }) =>
        element(
          "span",
          { class: "fnn-term" },
          element("span", {}, sign),
          name ? html(name) : element("span", {}, words),
          element("span", {}, sign),
          element("span", { class: "number" }),
        ),
      ),
    )
    .attr("class", ({ kind = "" }) => `fnn-term ${kind}`)
    .select(".number")
    .text(({ text }) => text);
  place.setAttribute("aria-label", terms.map(spoken).join(" "));
}

const spoken = ({ sign, name, words, text }) =>
  [sign, name, words, text && bracketed(text)].filter(Boolean).join(" ");

/** A number below 0 has brackets of its own. */
const bracketed = (text) => (text.startsWith("(") ? text : `(${text})`);
