/** One browser: its visits, its stored pages, and how its worker follows the feed (rules 6, 7, 10 and 31). */
import { exponential, geometric, jittered } from './random.mjs';
import { busyness, BYTES, bytesOf, DAY } from './scenario.mjs';

/** Seconds until the feed's answer is there. */
const ANSWER_SECONDS = 0.1;
/** The worker fetches at most so many of the pages used last. */
const MAX_EAGER_PAGES = 500;
/** @typedef {import('./simulate.mjs').World} World */
/** @typedef {ReturnType<typeof browserOf>} Browser */

/**
 * Visits are drawn from a random of the browser's own. So they are the same whatever the scenario says of the feed.
 * @param {World} world @param {{ random: import('./random.mjs').Random, pop: number }} own
 */
export function browserOf(world, { random, pop }) {
  const { scenario, log, queue, measures, connected, random: chance } = world;
  const perSecond = (exponential(random, 1) * scenario.sessionsPerDay) / DAY;
  /** @type {Map<number, number>} when each stored page was fetched */
  const stored = new Map();
  let offset = -1;
  let pollAt = 0;
  let page = -1;
  let pagesLeft = 0;
  let visibleSince = Infinity;
  /** Counts the moments at which a page was opened, shown or hidden. */
  let moment = 0;
  let fetching = { page: -1, until: 0 };
  /** @type {{ at: number, changed: { kind: import('./scenario.mjs').Kind, lag: number } } | undefined} */
  let old;

  const isVisible = () => visibleSince < Infinity;
  const markOn = (/** @type {number} */ one) => {
    const last = log.lastOn(one, offset);
    return last && last.at > (stored.get(one) ?? Infinity) ? last : undefined;
  };

  function endView() {
    if (old) measures.ended(old.at, 'old', old);
    old = undefined;
  }

  /** @param {number} now @param {number} wanted @param {boolean} isSamePage whether all browsers ask for this page now */
  function fetchPage(now, wanted, isSamePage) {
    if (fetching.page === wanted && now < fetching.until) return;
    fetching = { page: wanted, until: now + scenario.render };
    const { renders, uncollapsed } = world.site.request(now, pop, { page: wanted, isSamePage });
    measures.add('pageRequests', now, 1);
    measures.add('renders', now, renders, 1);
    measures.add('uncollapsed', now, uncollapsed, 1);
    queue.push(now + scenario.render, () => {
      stored.set(wanted, Math.max(stored.get(wanted) ?? 0, now));
      if (!old || wanted !== page || !isVisible()) return;
      measures.ended(old.at, 'told', old);
      old = undefined;
    });
  }

  /** Fetches the pages that the events after an offset concern. @param {number} now @param {number} after */
  function fetchEagerly(now, after) {
    const concerned = new Set();
    for (let sequence = after + 1; sequence <= offset; sequence += 1) {
      const pages = log.event(sequence)?.pages ?? [];
      for (const one of pages === 'all' ? stored.keys() : pages) if (markOn(one)) concerned.add(one);
    }
    concerned.delete(page);
    const pause = chance() * scenario.jitter;
    const isSamePage = concerned.size === 1;
    for (const one of [...concerned].slice(-MAX_EAGER_PAGES))
      queue.push(now + pause, (later) => fetchPage(later, one, isSamePage));
  }

  /** @param {number} now @param {number} sequence */
  function learn(now, sequence) {
    const after = offset;
    if (sequence <= after) return;
    offset = sequence;
    for (let known = after + 1; after >= 0 && known <= sequence; known += 1) {
      const at = log.event(known)?.at ?? 0;
      if (at >= visibleSince) measures.learned(now - at);
    }
    const mark = isVisible() && markOn(page);
    if (mark) fetchPage(now, page, mark.pages !== 'all');
    if (scenario.eager) fetchEagerly(now, after);
  }

  /** @param {number} now */
  function poll(now) {
    if (now < pollAt) return;
    pollAt = now + jittered(chance, scenario.poll);
    let from = offset < 0 ? log.sequenceAt(now) : offset;
    for (let isLast = false; !isLast;) {
      const { sequence, fills } = world.feed(now, pop, from);
      let bytes = sequence > from ? BYTES.headers : BYTES.unchanged;
      for (let event = from + 1; event <= sequence; event += 1) bytes += bytesOf(log.event(event));
      measures.add('polls', now, 1);
      measures.add('fills', now, fills, 1);
      measures.add('feedBytes', now, bytes);
      isLast = sequence < from + scenario.chunk;
      from = sequence;
    }
    queue.push(now + ANSWER_SECONDS, (later) => learn(later, from));
  }

  /** @param {number} now */
  function connect(now) {
    connected.add(browser);
    measures.connection(now, 1);
    measures.add('connects', now, 1);
    const sequence = log.sequenceAt(now);
    queue.push(now + ANSWER_SECONDS, (later) => learn(later, sequence));
  }

  /** The page is left or hidden: its connection ends. What came by it is known. @param {number} now */
  function disconnect(now) {
    if (!connected.delete(browser)) return;
    measures.connection(now, -1);
    offset = Math.max(offset, log.sequenceAt(now));
    pollAt = now + jittered(chance, scenario.poll);
  }

  /** The page is opened, or shown again. @param {number} now */
  function follow(now) {
    const mine = (moment += 1);
    poll(now);
    if (scenario.live === 'none') return;
    if (scenario.settle === 0) return connect(now);
    queue.push(now + scenario.settle, (later) => mine === moment && connect(later));
  }

  /** @param {number} now @param {number} wanted @returns {import('./measures.mjs').Sight | 'stale'} */
  function open(now, wanted) {
    const fetched = stored.get(wanted);
    const mark = markOn(wanted);
    const isChanged = (log.lastOn(wanted, log.sequenceAt(now))?.at ?? -1) > (fetched ?? Infinity);
    if (fetched === undefined || mark || now - fetched > scenario.revalidate) fetchPage(now, wanted, false);
    if (fetched === undefined) return 'miss';
    if (!isChanged) return 'same';
    return mark?.isHard ? 'new' : 'stale';
  }

  /** @param {number} now */
  function visit(now) {
    endView();
    disconnect(now);
    page = world.drawPage(random);
    pagesLeft -= 1;
    if (!isVisible()) visibleSince = now;
    measures.started(now);
    const last = log.lastOn(page, log.sequenceAt(now));
    const changed = last && { kind: last.kind, lag: now - last.at };
    const sight = open(now, page);
    if (sight === 'stale' && changed) old = { at: now, changed };
    else if (sight !== 'stale') measures.ended(now, sight === 'same' && changed ? 'new' : sight, { changed });
    follow(now);
    const isHidden = random() < scenario.hidden;
    queue.push(now + exponential(random, scenario.dwell), isHidden ? hide : goOn);
  }

  /** @param {number} now */
  function hide(now) {
    endView();
    disconnect(now);
    visibleSince = Infinity;
    moment += 1;
    queue.push(now + exponential(random, scenario.hiddenFor), (later) => {
      visibleSince = later;
      follow(later);
      queue.push(later + exponential(random, scenario.dwell), goOn);
    });
  }

  /** @param {number} now */
  function goOn(now) {
    if (pagesLeft > 0) return visit(now);
    endView();
    disconnect(now);
    moment += 1;
    visibleSince = Infinity;
    plan(now);
  }

  /** The next session, at busy hours rather than at others. @param {number} now */
  function plan(now) {
    const most = 1 + scenario.night;
    let at = now;
    do at += exponential(random, 1 / (perSecond * most));
    while (random() * most > busyness(at, scenario.night));
    pagesLeft = geometric(random, scenario.pagesPerSession);
    if (at < scenario.days * DAY) queue.push(at, visit);
  }

  const browser = { plan, learn, endView, isOn: (/** @type {number} */ one) => page === one };
  return browser;
}
