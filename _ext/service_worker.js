// Keeps what a reader has used, so that its exercises work without a server.
// DIGEST and CORE are written above by the build. Pages always come from the
// server while there is one: no reader is left with an old page.

const SCOPE = self.registration.scope;
const NAMES = {
  book: `fnn ${SCOPE} book ${DIGEST.book}`,
  python: `fnn ${SCOPE} python ${DIGEST.python}`,
};
const PYTHON = `${SCOPE}_static/python/`;
const LITE = `${SCOPE}lite/`; // has a service worker of its own

const mine = (url) => url.startsWith(SCOPE) && !url.startsWith(LITE);
const cacheOf = (url) =>
  caches.open(url.startsWith(PYTHON) ? NAMES.python : NAMES.book);

/** Drop what other builds of this book have kept. */
async function clear() {
  const current = Object.values(NAMES);
  for (const name of await caches.keys()) {
    const old = name.startsWith(`fnn ${SCOPE} `) && !current.includes(name);
    if (old) await caches.delete(name);
  }
}

async function store(request, answer) {
  // Parts of files and errors are not kept.
  if (answer.status !== 200) return answer;
  try {
    const copy = answer.clone();
    await (await cacheOf(request.url)).put(request, copy);
  } catch {
    // Storage is full: the answer of the server is as good as ever.
  }
  return answer;
}

/** Python: the one that is kept; it belongs to this build. */
async function kept(request) {
  const cache = await cacheOf(request.url);
  const found = await cache.match(request);
  return found ?? store(request, await fetch(request, { cache: "no-cache" }));
}

/** All else: from the server, and what is kept where there is none. */
async function fresh(request) {
  try {
    return await store(request, await fetch(request));
  } catch (error) {
    const cache = await cacheOf(request.url);
    const found = await cache.match(request, { ignoreVary: true });
    if (found) return found;
    throw error;
  }
}

async function keepAll(addresses) {
  const wanted = [...addresses, ...CORE.map((name) => PYTHON + name)];
  await Promise.all(
    [...new Set(wanted)].map(async (address) => {
      const url = address.split("#")[0];
      if (!mine(url)) return;
      const cache = await cacheOf(url);
      if (await cache.match(url)) return;
      // Asked for again: a browser's own cache may have that of another build.
      await cache.add(new Request(url, { cache: "no-cache" }));
    }),
  );
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(clear().then(() => self.clients.claim())),
);
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  event.waitUntil(
    keepAll(event.data.keep).then(
      () => port.postMessage(true),
      () => port.postMessage(false),
    ),
  );
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !mine(request.url)) return;
  const answer = request.url.startsWith(PYTHON) ? kept : fresh;
  event.respondWith(answer(request));
});
