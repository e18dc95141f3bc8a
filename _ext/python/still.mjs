// A world in which nothing happens by chance: the same sources give the same
// snapshot. Loaded before everything else.

import { createRequire } from "node:module";

const fill = (array) => {
  const { buffer, byteOffset, byteLength } = array;
  new Uint8Array(buffer, byteOffset, byteLength).fill(7);
  return array;
};
const crypto = createRequire(import.meta.url)("node:crypto");
crypto.randomFillSync = fill;
crypto.randomBytes = (count) => Buffer.alloc(count, 7);
globalThis.crypto.getRandomValues = fill;

const NOW = Date.UTC(2020, 0, 1);
globalThis.Date = class extends Date {
  constructor(...when) {
    super(...(when.length ? when : [NOW]));
  }
  static now = () => NOW;
};
performance.now = () => 0;
