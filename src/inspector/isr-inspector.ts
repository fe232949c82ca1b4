/** `<isr-inspector>`: the sums, the buttons for the whole site, and a tab for each view. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { Inspection } from './inspection.js';
import { inspectorStyles } from './inspector-styles.js';
import { tokens } from './styles.js';
import { sums } from './sums.js';
import type { Act } from './views/view.js';
import { ask, type Ask } from './worker.js';

const TABS = ['pages', 'requests', 'charts', 'deployments', 'feed'] as const;
type Tab = (typeof TABS)[number];

const LABELS: Record<Tab, string> = {
  pages: 'Pages',
  requests: 'Requests',
  charts: 'Charts',
  deployments: 'Deployments',
  feed: 'Feed',
};

/** Delays of the origin, in milliseconds. */
const DELAYS = [0, 500, 2000, 10_000];

/** How long a button that deletes waits for the second click. */
const CONFIRM_MS = 5000;

export class IsrInspector extends LitElement {
  static override styles = [tokens, inspectorStyles];
  static override properties = {
    ask: { attribute: false },
    tab: { type: String },
    said: { state: true },
    isClearing: { state: true },
  };
  /** How it talks to the worker. */
  declare ask: Ask;
  declare tab: Tab;
  /** What the last button has done. */
  declare said: { text: string; isError?: boolean };
  declare isClearing: boolean;
  readonly #inspection = new Inspection(this);
  #tick = 0;

  constructor() {
    super();
    Object.assign(this, { ask, tab: 'pages', said: { text: '' }, isClearing: false });
  }

  readonly #act: Act = (what, work) => {
    this.said = { text: `${what} …` };
    work().then(
      () => {
        this.said = { text: `${what}: done.` };
        this.#inspection.refresh();
      },
      (error: unknown) => {
        this.said = { text: error instanceof Error ? error.message : String(error), isError: true };
      },
    );
  };

  #simulate(change: { isOffline?: boolean; delayMs?: number }, what: string): void {
    this.#act(what, () => this.#inspection.simulate(change));
  }

  #revalidateAll(): void {
    this.#act('Mark every page as stale', () =>
      this.ask('revalidate', { tags: [], paths: ['/*'], mode: 'soft' }),
    );
  }

  /** Deletes only at the second click. */
  #clear(): void {
    if (this.isClearing) {
      this.isClearing = false;
      this.#act('Purge every page', () => this.ask('clear', {}));
      return;
    }
    this.isClearing = true;
    setTimeout(() => (this.isClearing = false), CONFIRM_MS);
  }

  #move(event: KeyboardEvent): void {
    const at = TABS.indexOf(this.tab);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.tab = TABS.at(to % TABS.length) ?? 'pages';
    const focus = (): void => this.renderRoot.querySelector<HTMLElement>(`#tab-${this.tab}`)?.focus();
    this.updateComplete.then(focus, () => undefined);
  }

  #tools(): TemplateResult {
    const { isOffline, delayMs } = this.#inspection.seen?.simulation ?? { isOffline: false, delayMs: 0 };
    const slow = (event: Event): void => {
      const chosen = Number((event.target as HTMLSelectElement).value);
      this.#simulate(
        { delayMs: chosen },
        chosen ? `Slow the origin by ${chosen} ms` : 'Stop slowing the origin',
      );
    };
    return html`<div class="tools" role="group" aria-label="The whole site">
      <button
        class="offline"
        aria-pressed=${isOffline}
        @click=${() => this.#simulate({ isOffline: !isOffline }, isOffline ? 'Go online' : 'Go offline')}
      >
        Offline
      </button>
      <label class="slow">
        <span>Slow origin</span>
        <select name="delay" @change=${slow}>
          ${DELAYS.map(
            (delay) =>
              html`<option value=${delay} ?selected=${delay === delayMs}>
                ${delay ? `+${delay / 1000} s` : 'no'}
              </option>`,
          )}
        </select>
      </label>
      <button class="revalidate-all" @click=${() => this.#revalidateAll()}>Revalidate all</button>
      <button class="clear ${this.isClearing ? 'failed' : ''}" @click=${() => this.#clear()}>
        ${this.isClearing ? 'Really purge all pages?' : 'Purge all'}
      </button>
    </div>`;
  }

  #view(): TemplateResult {
    const [inspection, tick, act] = [this.#inspection, this.#tick, this.#act];
    const { ask: asks } = this;
    switch (this.tab) {
      case 'requests':
        return html`<isr-requests
          .inspection=${inspection}
          .tick=${tick}
          .ask=${asks}
          .act=${act}
        ></isr-requests>`;
      case 'charts':
        return html`<isr-charts
          .inspection=${inspection}
          .tick=${tick}
          .ask=${asks}
          .act=${act}
        ></isr-charts>`;
      case 'deployments':
        return html`<isr-deployments
          .inspection=${inspection}
          .tick=${tick}
          .ask=${asks}
          .act=${act}
        ></isr-deployments>`;
      case 'feed':
        return html`<isr-feed .inspection=${inspection} .tick=${tick} .ask=${asks} .act=${act}></isr-feed>`;
      default:
        return html`<isr-pages .inspection=${inspection} .tick=${tick} .ask=${asks} .act=${act}></isr-pages>`;
    }
  }

  override render(): TemplateResult {
    this.#tick += 1;
    const { error, seen } = this.#inspection;
    const { isOffline, delayMs } = seen?.simulation ?? {};
    const tab = (name: Tab): TemplateResult =>
      html`<button
        role="tab"
        id="tab-${name}"
        aria-controls="panel"
        aria-selected=${name === this.tab}
        tabindex=${name === this.tab ? 0 : -1}
        @click=${() => (this.tab = name)}
      >
        ${LABELS[name]}
      </button>`;
    return html`<header>
        <h1>Cache of <span class="host">${location.host}</span></h1>
        ${this.#tools()} ${sums(this.#inspection)}
      </header>
      ${error ? html`<p class="notice failed" role="alert">${error}</p>` : nothing}
      ${
        isOffline || delayMs
          ? html`<p class="notice stale">
              The worker ${isOffline ? 'simulates a lost network' : 'slows the origin down'} while this
              inspector is open.
            </p>`
          : nothing
      }
      <div class="bar">
        <div role="tablist" aria-label="Views" @keydown=${(event: KeyboardEvent) => this.#move(event)}>
          ${TABS.map(tab)}
        </div>
        <p class="said ${this.said.isError ? 'failed' : 'quiet'}" role="status">${this.said.text}</p>
      </div>
      <section id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">${this.#view()}</section>`;
  }
}
