// What a function of Python showed: one recorded frame for each setting.

import { element } from "./kit/controls.js";
import "./live.css";

/** The frame of a setting; the last control changes fastest. */
function place(controls, values) {
  return controls.reduce((sum, control) => {
    const value = values[control.name];
    if (control.kind === "choice") {
      const at = control.options.findIndex(([one]) => one === value);
      return sum * control.options.length + at;
    }
    const { min, max, step } = control;
    const count = Math.round((max - min) / step) + 1;
    return sum * count + Math.round((value - min) / step);
  }, 0);
}

export default {
  start(kit) {
    const [width, height] = kit.recorded.size;
    kit.image = element("img", { width, height, alt: "", loading: "lazy" });
    kit.printed = element("pre", { "data-output": "" });
    // The frame says all; the sentence is for those who do not see it.
    kit.says.classList.add("fnn-unseen");
    kit.svg.remove();
    kit.below.append(kit.printed, kit.image);
    // A reader who comes near gets all frames, so that none is waited for.
    const load = () =>
      kit.recorded.frames.forEach(({ image }) => (new Image().src = image));
    kit.root.addEventListener("pointerenter", load, { once: true });
    kit.root.addEventListener("focusin", load, { once: true });
  },

  compute: (values, kit) => ({ frame: place(kit.controls, values) }),

  draw(_, values, { frame }, kit) {
    const { image, text } = kit.recorded.frames[frame];
    kit.image.hidden = !image;
    if (image && kit.image.getAttribute("src") !== image) {
      kit.image.src = image;
    }
    kit.image.alt = kit.model.get("_title");
    kit.printed.hidden = !text;
    kit.printed.textContent = text;
    kit.root.dataset.frame = frame;
  },

  say(values, { frame }, kit) {
    const settings = Object.entries(values).map(([k, v]) => `${k} = ${v}`);
    const { text } = kit.recorded.frames[frame];
    return `${settings.join(", ")}. ${text.split("\n")[0]}`;
  },
};
