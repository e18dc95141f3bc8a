// A link to a place in the page reaches it: the folds around it open, and
// what is laid out on the way there does not push it away again.
(() => {
  const FRAMES = 40;
  let frames = 0;

  function reach() {
    const id = decodeURIComponent(location.hash.slice(1));
    const place = id && document.getElementById(id);
    if (!place) return;
    let fold = place.closest("details");
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const running = frames > 0;
    frames = FRAMES;
    if (!running) hold();
  }

  function hold() {
    if (frames-- <= 0) return;
    const place = document.getElementById(
      decodeURIComponent(location.hash.slice(1)),
    );
    if (place) place.scrollIntoView({ behavior: "instant" });
    requestAnimationFrame(hold);
  }

  // The reader's own hand goes first.
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    window.addEventListener(kind, () => (frames = 0), { passive: true });
  }
  window.addEventListener("hashchange", reach);
  const [visit] = performance.getEntriesByType("navigation");
  if (visit && visit.type !== "navigate") return; // back to where one was
  document.addEventListener("DOMContentLoaded", reach);
  window.addEventListener("load", reach);
})();
