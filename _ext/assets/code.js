// Colours Python where it comes into sight. The page carries it as plain text:
// the spans that say its colours would be a tenth of what it weighs.
const fnnCode = (() => {
  const SHAPES = [
    ["c1", /#.*/y],
    ["text", /([rbuf]{0,2})("""|'''|"|')/iy],
    ["mi", /(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?)/iy],
    ["nd", /(?<=^[^\S\n]*)@[A-Za-z_]\w*/my],
    ["name", /[^\W\d][\w\u0370-\u03ff]*|[\u0370-\u03ff]\w*/y],
    ["o", /[-~!%^&*+=|/<>.@]|:=/y],
  ];
  const words = (text) => new Set(text.split(" "));
  const KINDS = {
    k: words(
      "and as assert async await break class continue def del elif else " +
        "except finally for from global if import in is lambda nonlocal not " +
        "or pass raise return try while with yield None True False",
    ),
    mi: words(
      "abs all any bin bool bytes callable chr cls complex dict dir divmod " +
        "enumerate eval filter float format frozenset getattr hasattr hash " +
        "hex id input int isinstance issubclass iter len list locals map max " +
        "min next object open ord pow print property range repr reversed round " +
        "self set setattr slice sorted staticmethod classmethod str sum " +
        "super tuple type vars zip __import__",
    ),
    nf: words(
      "__init__ __call__ __enter__ __eq__ __exit__ __getattr__ __getitem__ " +
        "__iter__ __len__ __missing__ __new__ __post_init__ __repr__",
    ),
  };
  const ERROR =
    /^(?:(?:Arithmetic|Assertion|Attribute|FloatingPoint|Import|Index|Key|Lookup|Name|NotImplemented|OS|Overflow|Recursion|Runtime|Type|Value|ZeroDivision)Error|(?:User|Deprecation|Runtime)Warning|Exception|KeyboardInterrupt|StopIteration)$/;
  const MAGIC = /^__(?:all|class|dict|doc|file|module|name|slots|version)__$/;
  const IMPORT = /^\s*(?:from|import)\s[\w.]*$/;

  /** What a name is, by itself and by what stands before it. */
  function kind(name, before) {
    if (/\b(?:def|class)\s+$/.test(before)) return "nf";
    if (KINDS.nf.has(name)) return "nf";
    if (MAGIC.test(name)) return "mi";
    if (/(?<!\.)\.\s*$/.test(before)) return "";
    if (IMPORT.test(before)) return KINDS.k.has(name) ? "k" : "";
    if (ERROR.test(name)) return "k";
    return Object.keys(KINDS).find((key) => KINDS[key].has(name)) ?? "";
  }

  function looks(shape, text, before) {
    if (shape === "name") return kind(text, before);
    // The name of a module is one name.
    return text === "." && IMPORT.test(before) ? "" : shape;
  }

  /** What stands before on the same line. */
  const line = (code, at) =>
    code.slice(code.lastIndexOf("\n", at - 1) + 1, at);

  /** Where the string ends that starts with these quotes. */
  function close(code, start, quotes) {
    for (let at = start; at < code.length; at += 1) {
      if (code[at] === "\\") at += 1;
      else if (code.startsWith(quotes, at)) return at + quotes.length;
    }
    return code.length;
  }

  /** Where a replacement field's expression ends: at its depth. */
  function field(text, start) {
    let depth = 0;
    for (let at = start; at < text.length; at += 1) {
      if ("([{".includes(text[at])) depth += 1;
      else if (depth && ")]}".includes(text[at])) depth -= 1;
      else if (!depth && /^(?:[:}]|![rsa][:}])/.test(text.slice(at))) return at;
    }
    return text.length;
  }

  /** The parts of an f-string: its fields are code. */
  function* formatted(text) {
    let last = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] !== "{") continue;
      if (text[at + 1] === "{") {
        at += 1;
        continue;
      }
      yield ["s2", text.slice(last, at + 1)];
      last = field(text, at + 1);
      yield* parts(text.slice(at + 1, last));
      at = last - 1;
    }
    yield ["s2", text.slice(last)];
  }

  /** Python as pairs: the class of its colour, and the text. */
  function* parts(code) {
    let at = 0;
    while (at < code.length) {
      const [shape, found] = match(code, at);
      let end = at + found[0].length;
      if (shape === "text") {
        end = close(code, end, found[2]);
        const text = code.slice(at, end);
        if (/f/i.test(found[1])) yield* formatted(text);
        else yield ["s2", text];
      } else {
        yield [looks(shape, found[0], line(code, at)), found[0]];
      }
      at = end;
    }
  }

  function match(code, at) {
    for (const [shape, pattern] of SHAPES) {
      pattern.lastIndex = at;
      const found = pattern.exec(code);
      if (found) return [shape, found];
    }
    return ["", [code[at]]];
  }

  function colour(place) {
    const code = place.textContent;
    const spans = document.createDocumentFragment();
    for (const [name, text] of parts(code)) {
      const span = name ? document.createElement("span") : new Text(text);
      if (name) {
        span.className = name;
        span.textContent = text;
      }
      spans.append(span);
    }
    place.replaceChildren(spans);
    place.normalize();
  }

  return { parts, colour };
})();

if (globalThis.document) {
  const PLACES = ".highlight-ipython3 pre, .highlight-python pre";
  // Where something inside is marked already, that stays.
  const places = () =>
    [...document.querySelectorAll(PLACES)].filter(
      (place) => !place.childElementCount,
    );
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        if (!target.childElementCount) fnnCode.colour(target);
      }
    },
    { rootMargin: "50%" },
  );
  for (const place of places()) seen.observe(place);
  addEventListener("beforeprint", () => places().forEach(fnnCode.colour));
}
