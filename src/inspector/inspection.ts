/** What the inspector knows of the worker: asks it every second, and lists the pages anew when something happened. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { InspectedEvent, InspectedRequest, Inspection as Seen, Simulation } from '../shared/messages.js';
import { pointOf, withPoint, type Point } from './model/history.js';
import { rowOf, type Row } from './model/pages.js';
import type { Ask } from './worker.js';

const POLL_MS = 1000;
/** The first part is on the screen before the rest is read. */
const [FIRST_PAGES, MORE_PAGES] = [200, 2500];
/** A site with many pages is not listed anew after each of its requests. */
const LIST_MS = 3000;
const MAX_LOGGED = 1000;

const NOTHING_SIMULATED: Simulation = { isOffline: false, delayMs: 0 };

/** What is not known yet, the latest first. Two answers may overlap. */
const newOf = <Logged extends { id: number }>(seen: readonly Logged[], known: readonly Logged[]): Logged[] =>
  seen.filter(({ id }) => id > (known[0]?.id ?? 0)).reverse();

export class Inspection implements ReactiveController {
  rows: readonly Row[] = [];
  /** Whether all pages were listed once. */
  isListed = false;
  /** Undefined until the worker has answered. */
  seen: Seen | undefined;
  /** The latest first. */
  requests: readonly InspectedRequest[] = [];
  events: readonly InspectedEvent[] = [];
  points: readonly Point[] = [];
  /** Milliseconds since the epoch, of the last poll. */
  now = Date.now();
  error: string | undefined;

  readonly #host: ReactiveControllerHost & { readonly ask: Ask };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isConnected = false;
  #simulation = NOTHING_SIMULATED;
  #listedAt = 0;
  #listedState = '';

  constructor(host: ReactiveControllerHost & { readonly ask: Ask }) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    addEventListener('pagehide', this.#end);
    this.refresh();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    removeEventListener('pagehide', this.#end);
    clearTimeout(this.#timer);
    this.#end();
  }

  /** Nobody is left with a network that is only simulated to be lost. */
  readonly #end = (): void => {
    const { isOffline, delayMs } = this.#simulation;
    if (isOffline || delayMs) this.simulate(NOTHING_SIMULATED).catch(() => undefined);
  };

  /** Asks now, and every second from now on. */
  refresh(): void {
    clearTimeout(this.#timer);
    const next = (): void => {
      clearTimeout(this.#timer);
      if (this.#isConnected) this.#timer = setTimeout(() => this.refresh(), POLL_MS);
    };
    // A hidden page asks only to keep the worker running while it simulates trouble.
    const { isOffline, delayMs } = this.#simulation;
    if (document.hidden && !isOffline && !delayMs && this.seen) next();
    else this.#poll().then(next, next);
  }

  /** Changes what is simulated, until the inspector is closed. */
  async simulate(change: Partial<Simulation>): Promise<void> {
    this.#simulation = { ...this.#simulation, ...change };
    this.#take(await this.#ask(this.#simulation));
  }

  /** Lists the pages anew. The first part is shown at once, if there is nothing to see yet. */
  async list(): Promise<void> {
    this.#listedAt = Date.now();
    const rows = new Map<string, Row>();
    let after: string | undefined;
    do {
      const limit = rows.size || this.isListed ? MORE_PAGES : FIRST_PAGES;
      const { pages, next } = await this.#host.ask('inspectPages', { limit, ...(after && { after }) });
      for (const page of pages) rows.set(page.key, rowOf(page, this.#listedAt));
      after = next;
      if (!this.isListed) this.#show([...rows.values()]);
    } while (after !== undefined && this.#isConnected);
    this.isListed = true;
    this.#show([...rows.values()]);
  }

  #show(rows: readonly Row[]): void {
    this.rows = rows;
    this.now = Date.now();
    this.#host.requestUpdate();
  }

  #ask(simulation?: Simulation): Promise<Seen> {
    const [request = 0, event = 0] = [this.requests[0]?.id, this.events[0]?.id];
    return this.#host.ask('inspect', { request, event, ...(simulation && { simulation }) });
  }

  async #poll(): Promise<void> {
    try {
      const isFirst = !this.seen;
      // The pages are what one waits for: they are not asked for after the rest.
      const listing = isFirst ? this.list() : undefined;
      const seen = await this.#ask();
      this.#take(seen);
      await listing;
      if (isFirst) this.#listedState = this.#stateOf(seen);
      else if (this.#mustList(seen)) await this.list();
      this.error = undefined;
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
    }
    this.#host.requestUpdate();
  }

  /** What changes when pages are stored, used, marked or deleted. */
  #stateOf({ stats, worker }: Seen): string {
    return JSON.stringify([worker, stats, this.events[0]?.id]);
  }

  #mustList(seen: Seen): boolean {
    const state = this.#stateOf(seen);
    const isDue = this.rows.length < MORE_PAGES || Date.now() - this.#listedAt >= LIST_MS;
    if (state === this.#listedState || !isDue) return false;
    this.#listedState = state;
    return true;
  }

  #take(seen: Seen): void {
    this.now = Date.now();
    const before = this.seen;
    const isAnew = before !== undefined && before.worker !== seen.worker;
    this.seen = seen;
    if (isAnew) this.#beginAnew();
    const requests = isAnew ? [] : newOf(seen.requests, this.requests);
    this.requests = [...requests, ...this.requests].slice(0, MAX_LOGGED);
    this.events = [...(isAnew ? [] : newOf(seen.events, this.events)), ...this.events].slice(0, MAX_LOGGED);
    const point = pointOf(this.now, seen.stats, { before: before?.stats, requests });
    this.points = withPoint(this.points, point);
    this.#host.requestUpdate();
  }

  /** Another worker counts from 1, and simulates nothing yet. The next answer has all that it logged. */
  #beginAnew(): void {
    this.requests = this.requests.map((one) => ({ ...one, id: 0 }));
    this.events = this.events.map((one) => ({ ...one, id: 0 }));
    const { isOffline, delayMs } = this.#simulation;
    if (isOffline || delayMs) this.simulate({}).catch(() => undefined);
  }
}
