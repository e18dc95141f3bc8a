// A link that reproduces a setting: ?activation.z=1.5#explorable-activation

import { accept } from "./controls.js";

export const anchor = (name) => `explorable-${name}`;

/** The settings that the address of the page has for an explorable. */
export function fromAddress(name, controls, address = location.search) {
  const given = new URLSearchParams(address);
  const found = {};
  for (const control of controls) {
    const text = given.get(`${name}.${control.name}`);
    const value = text === null ? undefined : accept(control, text);
    if (value !== undefined) found[control.name] = value;
  }
  return found;
}

/** The address of the page with these settings. */
export function toAddress(name, controls, values) {
  const query = new URLSearchParams(location.search);
  for (const control of controls) {
    const key = `${name}.${control.name}`;
    query.delete(key);
    if (control.kind === "button") continue;
    const value = values[control.name];
    if (value !== control.initial) query.set(key, String(value));
  }
  const text = query.toString();
  return `${text ? `?${text}` : location.pathname}#${anchor(name)}`;
}
