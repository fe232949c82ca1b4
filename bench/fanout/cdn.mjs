/** The CDN: caches of each place (PoP), before the feed and before the site's pages. */

/**
 * @typedef {import('./scenario.mjs').Scenario} Scenario
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {{ filledAt: number, askedAt: number, sequence: number, isFull: boolean }} Filled
 * @typedef {{ sequence: number, fills: number }} FeedAnswer
 */

/**
 * How many of `weight` requests since the last one reached the feed. Poisson requests at a rate λ, each answer kept for
 * S seconds: one fill every S + 1/λ seconds.
 * @param {number} weight @param {number} seconds since the last request @param {number} lifetime
 */
export const expectedFills = (weight, seconds, lifetime) =>
  Math.min(weight, seconds / (lifetime + seconds / weight));

/**
 * @param {Pick<Scenario, 'sMaxage' | 'chunk' | 'collapse' | 'latency'>} scenario
 * @param {{ log: import('./log.mjs').Log, weight: number, random: Random }} world
 */
export function feedCache({ sMaxage, chunk, collapse, latency }, { log, weight, random }) {
  /** @type {Map<string, Filled>} */
  const caches = new Map();

  /** @param {number} now @param {number} offset @param {number} filledAt @returns {Filled} */
  function answerAt(now, offset, filledAt) {
    const last = Math.max(offset, log.sequenceAt(filledAt));
    const end = offset + chunk;
    return { filledAt, askedAt: now, sequence: Math.min(last, end), isFull: end <= last };
  }

  /** One browser that is simulated by itself. @param {Filled | undefined} known @param {number} now */
  function exact(known, now, /** @type {number} */ offset) {
    const isFresh = known && (known.isFull || now < known.filledAt + sMaxage);
    // An answer that is still on its way: the CDN lets the request wait, or sends another one.
    const isTwin = isFresh && !collapse && now < known.filledAt + latency;
    return { entry: isFresh ? known : answerAt(now, offset, now), fills: isFresh && !isTwin ? 0 : 1 };
  }

  /** A browser that stands for many. @param {Filled | undefined} known @param {number} now */
  function scaled(known, now, /** @type {number} */ offset) {
    if (known?.isFull) return { entry: known, fills: 0 };
    const since = now - (known?.askedAt ?? log.event(offset)?.at ?? 0);
    const fills = expectedFills(weight, since, sMaxage);
    const age = random() < fills / weight ? 0 : random() * sMaxage;
    const entry = answerAt(now, offset, now - age);
    const twins = collapse ? 0 : (fills * latency * weight) / Math.max(since, latency);
    return { entry, fills: entry.isFull ? 1 : Math.min(weight, fills + twins) };
  }

  /** Asks for the events after an offset. @param {number} now @param {number} pop @param {number} offset @returns {FeedAnswer} */
  return (now, pop, offset) => {
    const key = `${pop} ${offset}`;
    const { entry, fills } = (weight === 1 ? exact : scaled)(caches.get(key), now, offset);
    caches.set(key, { ...entry, askedAt: now });
    return { sequence: entry.sequence, fills };
  };
}

/**
 * Pages are kept until they are purged. Without collapsing, requests within the rendering time reach the origin as well.
 * @param {Pick<Scenario, 'pops' | 'pages' | 'render'>} scenario
 * @param {{ weight: number, random: Random, drawPage: (random: Random) => number, drawPop: (random: Random) => number }} world
 */
export function pageCache({ pops, pages, render }, { weight, random, drawPage, drawPop }) {
  const filledAt = new Float64Array(pops * pages);
  const purgedAt = new Float64Array(pages).fill(-1);

  /** @param {number} now @param {number} pop @param {number} page */
  function ask(now, pop, page) {
    const key = pop * pages + page;
    const filled = filledAt[key] ?? 0;
    const isMiss = filled <= (purgedAt[page] ?? -1);
    if (isMiss) filledAt[key] = now;
    return { renders: isMiss ? 1 : 0, uncollapsed: isMiss || (filled > 0 && now < filled + render) ? 1 : 0 };
  }

  return {
    /** @param {number} now @param {readonly number[] | 'all'} some */
    purge(now, some) {
      if (some === 'all') purgedAt.fill(now);
      else for (const page of some) purgedAt[page] = now;
    },
    /**
     * A request, and those of the browsers for which this one stands: from other places, and for other pages unless
     * all of them ask for this one.
     * @param {number} now @param {number} pop @param {{ page: number, isSamePage: boolean }} wanted
     */
    request(now, pop, { page, isSamePage }) {
      const total = ask(now, pop, page);
      for (let twin = 1; twin < weight; twin += 1) {
        const other = ask(now + random() * render, drawPop(random), isSamePage ? page : drawPage(random));
        total.renders += other.renders;
        total.uncollapsed += other.uncollapsed;
      }
      return total;
    },
  };
}
