/** A page and a worker of make-believe: what `register()` gets in place of the window. */
import type { Page } from '../../src/client/runtime/page.js';
import type { CommandMessage, CommandName, NoticeMessage, Reply } from '../../src/shared/messages.js';

/** Answers one command; undefined: says nothing, ever. */
export type Answer = (message: CommandMessage) => Reply | undefined;

/** A worker that remembers what it was sent, and whose port it was. */
export class FakeWorker {
  readonly heard: CommandMessage[] = [];
  readonly ports: MessagePort[] = [];
  readonly #answer: Answer;

  constructor(answer: Answer = () => ({ isr: 1, ok: true, result: null })) {
    this.#answer = answer;
  }

  postMessage(message: CommandMessage, [port]: [MessagePort]): void {
    this.heard.push(structuredClone(message));
    this.ports.push(port);
    const reply = this.#answer(message);
    if (reply) port.postMessage(reply);
  }

  commands(): CommandName[] {
    return this.heard.map(({ command }) => command);
  }
}

/** A `navigator.serviceWorker` with one registration, active from the start unless told otherwise. */
export class FakeContainer extends EventTarget {
  readonly registered: { url: string; scope: string | undefined }[] = [];
  readonly registration: { active: FakeWorker | null; updates: number; unregistered: boolean };
  controller: FakeWorker | null = null;
  started = false;
  failure: Error | undefined;
  /** The registration that covers the page when it loads. */
  found: { active: FakeWorker | null } | undefined;
  ready: Promise<unknown>;
  #activate!: (registration: unknown) => void;

  constructor(worker: FakeWorker | null = new FakeWorker()) {
    super();
    const registration = {
      active: worker,
      updates: 0,
      unregistered: false,
      update: () => Promise.resolve(++registration.updates),
      unregister: () => Promise.resolve((registration.unregistered = true)),
    };
    this.registration = registration;
    this.ready = new Promise((resolve) => (this.#activate = resolve));
    if (worker) this.#activate(registration);
  }

  register(url: string | URL, { scope }: { scope?: string }): Promise<unknown> {
    this.registered.push({ url: String(url), scope });
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(this.registration);
  }

  getRegistration(): Promise<unknown> {
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(this.found);
  }

  startMessages(): void {
    this.started = true;
  }

  activate(worker: FakeWorker): void {
    this.registration.active = worker;
    this.#activate(this.registration);
  }

  tell(notice: Omit<NoticeMessage, 'isr'>): void {
    this.dispatchEvent(new MessageEvent('message', { data: { isr: 1, ...notice } }));
  }
}

/** The Navigation API of a browser that has it. */
export class FakeNavigation extends EventTarget {
  readonly currentEntry = {};
}

class FakeDocument extends EventTarget {
  baseURI = 'https://shop.test/products/1#top';
  readyState: DocumentReadyState = 'complete';
  referrer = '';
  hidden = false;
}

/** An address bar, and what the page does with it. */
class FakeLocation {
  href = 'https://shop.test/products/1#top';
  reloads = 0;
  readonly assigned: string[] = [];

  get origin(): string {
    return new URL(this.href).origin;
  }

  get hostname(): string {
    return new URL(this.href).hostname;
  }

  get pathname(): string {
    return new URL(this.href).pathname;
  }

  get search(): string {
    return new URL(this.href).search;
  }

  reload(): void {
    this.reloads++;
  }

  assign(url: string): void {
    this.assigned.push(url);
  }
}

/** A history that remembers nothing. */
class FakeHistory implements Pick<History, 'pushState' | 'replaceState'> {
  readonly #location: FakeLocation;

  constructor(location: FakeLocation) {
    this.#location = location;
  }

  pushState(_data: unknown, _unused: string, url: string): void {
    this.#location.href = new URL(url, this.#location.href).href;
  }

  replaceState(data: unknown, unused: string, url: string): void {
    this.pushState(data, unused, url);
  }
}

/** A window at https://shop.test/products/1, loaded and visible. */
export class FakePage extends EventTarget implements Page {
  readonly navigator: {
    serviceWorker?: ServiceWorkerContainer;
    connection?: { saveData?: boolean };
  };
  readonly document = new FakeDocument();
  readonly asked: { url: string; init: RequestInit }[] = [];
  /** The delays asked for that are still to come, each with what is done then; short ones pass by themselves. */
  readonly timers: { delay: number; callback: () => void }[] = [];
  /** Milliseconds since the page was opened. */
  time = 0;
  answer: () => Promise<Response> = () => Promise.reject(new TypeError('offline'));
  /** What the page has said in the console. */
  readonly said: string[] = [];
  readonly console = { info: (...words: string[]): void => void this.said.push(words.join(' ')) };
  readonly location = new FakeLocation();
  readonly history = new FakeHistory(this.location);
  readonly performance: Page['performance'];

  constructor(container?: FakeContainer, entries: Record<string, object[]> = {}) {
    super();
    this.navigator = { serviceWorker: container as unknown as ServiceWorkerContainer };
    this.performance = {
      timeOrigin: 1_700_000_000_000,
      now: () => this.time,
      getEntriesByType: (type) => (entries[type] ?? []) as PerformanceEntryList,
    };
  }

  fetch(url: string, init: RequestInit): Promise<Response> {
    this.asked.push({ url, init });
    return this.answer();
  }

  setTimeout(callback: () => void, delay: number): unknown {
    if (delay < 100) return setTimeout(callback, delay);
    return this.timers.push({ delay, callback });
  }

  /** Lets the longest-waiting timer ring, and what follows from it happen. Resolves to its delay. */
  async ring(): Promise<number | undefined> {
    const timer = this.timers.shift();
    timer?.callback();
    await turn();
    return timer?.delay;
  }
}

/** Long enough for promises, timers of 0 ms and messages that are under way: several turns, also on a busy machine. */
export async function turn(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setTimeout(resolve, 8));
}

/** Waits for what follows a message on a port, which may take long on a busy machine. */
export async function until(happened: () => boolean): Promise<void> {
  for (let turns = 0; turns < 500 && !happened(); turns++) await turn();
}

/** The navigation entry of a page that the worker answered. */
export function navigation(...serverTiming: object[]): Record<string, object[]> {
  return { navigation: [{ serverTiming }] };
}
