/** `caches`, in memory; a URL is the whole key. */

/** @param {string | URL | Request} asked */
const keyOf = (asked) => new URL(asked instanceof Request ? asked.url : asked, location.href).href;

function createCache() {
  /** @type {Map<string, Response>} */
  const kept = new Map();
  return {
    /** @param {string | URL | Request} asked */
    match: async (asked) => kept.get(keyOf(asked))?.clone(),
    /** @param {string | URL | Request} asked @param {Response} response */
    async put(asked, response) {
      const body = await response.arrayBuffer();
      kept.set(keyOf(asked), new Response(body.byteLength > 0 ? body : null, response));
    },
    /** @param {string | URL | Request} asked */
    delete: async (asked) => kept.delete(keyOf(asked)),
    keys: async () => [...kept.keys()].map((url) => new Request(url)),
  };
}

export function createCaches() {
  /** @type {Map<string, ReturnType<typeof createCache>>} */
  const caches = new Map();
  return {
    /** @param {string} name */
    async open(name) {
      const cache = caches.get(name) ?? createCache();
      caches.set(name, cache);
      return cache;
    },
    keys: async () => [...caches.keys()],
    /** @param {string} name */
    has: async (name) => caches.has(name),
    /** @param {string} name */
    delete: async (name) => caches.delete(name),
    /** @param {string | URL | Request} asked @param {{ cacheName?: string }} [options] */
    async match(asked, { cacheName } = {}) {
      for (const [name, cache] of caches) {
        const found = cacheName === undefined || cacheName === name ? await cache.match(asked) : undefined;
        if (found) return found;
      }
      return undefined;
    },
  };
}
