// Bootstrap's menus and tooltips, and the button that leads back to the top,
// are loaded when a reader first touches a page. And paper is white by night.
(() => {
  const ASKS = "[data-bs-toggle]";
  const { src } = document.currentScript;
  let library;

  const load = () =>
    (library ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = new URL("scripts/bootstrap.js", src);
      script.onload = resolve;
      document.head.append(script);
    }));

  // Bootstrap did not see what made it come: tell it again.
  async function tell({ target, type }) {
    const asked = target.closest?.(ASKS);
    if (!asked) return;
    document.removeEventListener(type, tell);
    await load();
    const still = type === "focusin" ? ":focus" : ":hover";
    if (asked.matches(still)) {
      const Kind = type === "focusin" ? FocusEvent : MouseEvent;
      asked.dispatchEvent(new Kind(type, { bubbles: true }));
    }
  }

  // A menu may be opened before Bootstrap is there to open it.
  async function open(event) {
    const menu = event.target.closest?.('[data-bs-toggle="dropdown"]');
    if (!menu || globalThis.bootstrap) return;
    await load();
    menu.click();
  }

  document.addEventListener("mouseover", tell);
  document.addEventListener("focusin", tell);
  document.addEventListener("click", open);
  window.addEventListener("scroll", load, { once: true, passive: true });

  const { dataset } = document.documentElement;
  let theme;
  window.addEventListener("beforeprint", () => {
    theme ??= dataset.theme;
    dataset.theme = "light";
  });
  window.addEventListener("afterprint", () => {
    dataset.theme = theme ?? dataset.theme;
    theme = undefined;
  });
})();
