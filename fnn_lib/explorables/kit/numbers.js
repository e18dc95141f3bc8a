// Numbers as a reader sees them; full precision stands in data-value.

const RAISED = { "-": "⁻" };
[..."⁰¹²³⁴⁵⁶⁷⁸⁹"].forEach((raised, digit) => (RAISED[digit] = raised));

const signed = (text) => text.replace("-", "−");

/** A power of ten: 10⁻⁸ for −8. */
export const powerOfTen = (power) =>
  `10${[...String(power)].map((c) => RAISED[c]).join("")}`;

/** Decimals, four of them; powers of ten for what they would not show. A
 * text, such as the shape 2x3, is itself. */
export function format(value, decimals = 4) {
  if (typeof value === "string") return value.replace(/(\d)x(?=\d)/g, "$1 × ");
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e5)) {
    const text = value.toFixed(decimals);
    return signed(Number(text) === 0 ? text.replace("-", "") : text);
  }
  return scientific(value, decimals - 1);
}

function scientific(value, decimals) {
  const [digits, power] = value.toExponential(decimals).split("e");
  return `${signed(digits)} · ${powerOfTen(Number(power))}`;
}

/** About three digits, for where there is little room. */
export function brief(value) {
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return format(value);
  if (size < 1e-3) return scientific(value, 0).replaceAll(" ", "");
  const decimals = [0.1, 10, 100].filter((limit) => size >= limit).length;
  return signed(value.toFixed([3, 2, 1, 0][decimals]));
}

/** How many decimals a number is written with: 2 for 0.05, 7 for 1e-7. */
function decimals(number) {
  const [digits, power = 0] = String(number).split("e");
  return Math.max(0, (digits.split(".")[1] ?? "").length - power);
}

/** A value of a control with the decimals of its step. */
export function formatAt(value, step) {
  if (Number.isInteger(value) && Number.isInteger(step)) {
    return signed(String(value));
  }
  const fixed = value.toFixed(decimals(step));
  // What Python sets may lie between the steps.
  return signed(Math.abs(Number(fixed) - value) < 1e-12 ? fixed : `${value}`);
}

/** The nearest value that a control can have: whole steps from its least. */
export function fit({ min, max, step }, value) {
  const most = Math.floor((max - min) / step + 1e-9);
  const steps = Math.round((value - min) / step);
  const near = min + Math.min(most, Math.max(0, steps)) * step;
  return Number(near.toFixed(Math.max(decimals(min), decimals(step))));
}
