// Every explorable by the name that Python gives it.

import { widget } from "./kit/explorable.js";
import activation from "./activation.js";
import backward from "./backward.js";
import classifier from "./classifier.js";
import descent from "./descent.js";
import forward from "./forward.js";
import gradientCheck from "./gradient_check.js";
import line from "./line.js";
import live from "./live.js";
import loss from "./loss.js";
import mutants from "./mutants.js";
import notation from "./notation.js";
import prediction from "./prediction.js";
import softmax from "./softmax.js";
import vec from "./vec.js";

export const EXPLORABLES = {
  activation: widget(activation),
  backward: widget(backward),
  classifier: widget(classifier),
  descent: widget(descent),
  forward: widget(forward),
  "gradient-check": widget(gradientCheck),
  line,
  live: widget(live),
  loss: widget(loss),
  mutants: widget(mutants),
  notation: widget(notation),
  prediction,
  softmax: widget(softmax),
  vec: widget(vec),
};
