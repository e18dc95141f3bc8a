// The button that runs a chapter in the browser. From a folder, and in a book
// that was downloaded, there is nothing to run: it says so.
(() => {
  const WORDS = `
    <h2 id="fnn-needs-title">This needs a server</h2>
    <p>A browser starts Python only for pages that come from a server, and the
    notebooks that run in it are not part of a downloaded book. The published
    book has them. With the project's sources, <code>make book</code> and then
    <code>make serve</code> show it on <code>http://localhost:8000</code>, and
    this button works there.</p>
    <p>Or download the chapter as a notebook, and open it in JupyterLab.</p>
    <form method="dialog"><button class="btn btn-sm" autofocus>Close</button>
    </form>`;

  const runs = (link) =>
    location.protocol !== "file:" && link.getAttribute("href") !== "#";

  function tell() {
    let dialog = document.querySelector("dialog.fnn-needs");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "fnn-needs";
      dialog.setAttribute("aria-labelledby", "fnn-needs-title");
      dialog.innerHTML = WORDS;
      document.body.append(dialog);
    }
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.btn-run-here");
    if (!link || runs(link)) return;
    event.preventDefault();
    tell();
  });
})();
