import { noteActivity } from './activity.js';
import type { IsrUpdateEvents } from './events.js';
import { followNews } from './news.js';
import type { Updated } from './news.js';
import { readPage } from './read-page.js';
import { noteScriptChanges } from './swap/script-changes.js';
import type { ScriptChanges } from './swap/script-changes.js';
import { swap } from './swap/swap.js';
import { pairsOf } from './swap/swappable.js';
import { noteTyped } from './swap/typed.js';
import type { Typed } from './swap/typed.js';
import { TEXTS, createView } from './view.js';
import type { TextName, View } from './view.js';

/** Seconds without a key, a pointer or a scroll after which nobody is disturbed, if `auto` names none. */
const IDLE_S = 10;

/** What the element holds while it is in the page. */
interface Connected {
  readonly ending: AbortController;
  readonly changes: ScriptChanges;
  readonly typed: Typed;
  /** Milliseconds since the visitor last did something. */
  readonly idleTime: () => number;
}

/** Node has no elements: there, this module can be imported all the same. */
const Base = typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement;

/**
 * `<isr-update>`: tells the visitor that a newer version of this page is stored, and swaps it in without losing the
 * scroll position, the focus, or what was typed.
 * @example <isr-update for="main" action="Show the new version"></isr-update>
 */
export class IsrUpdate extends Base {
  static readonly observedAttributes = Object.keys(TEXTS);

  readonly #view: View = createView(this);
  #connected: Connected | undefined;
  #news: Updated | undefined;
  #isForeign = false;
  #isApplying = false;
  /** The last version that `auto` could not swap in. */
  #unsafe: Updated | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #focusedBefore: EventTarget | null = null;

  constructor() {
    super();
    for (const name of IsrUpdate.observedAttributes) this.#view.setText(name as TextName, null);
    const { apply, dismiss } = this.#view;
    apply.addEventListener('click', () => void this.apply().catch(reportError));
    dismiss.addEventListener('click', () => this.dismiss());
    // A pointer must not take the focus from where the visitor types.
    for (const button of [apply, dismiss])
      button.addEventListener('mousedown', (event) => event.preventDefault());
    this.addEventListener('keydown', ({ key }) => key === 'Escape' && this.dismiss());
    this.addEventListener('focusin', ({ relatedTarget }) => (this.#focusedBefore = relatedTarget));
  }

  /** Whether a newer version is offered. */
  get shown(): boolean {
    return this.hasAttribute('shown');
  }

  connectedCallback(): void {
    const { serviceWorker } = navigator as Partial<Navigator>;
    if (!serviceWorker || this.#connected) return;
    const ending = new AbortController();
    const { signal } = ending;
    document.addEventListener('visibilitychange', () => this.#applyIfIdle(), { signal });
    this.#connected = {
      ending,
      changes: noteScriptChanges(document),
      typed: noteTyped(document, signal),
      idleTime: noteActivity(window, signal),
    };
    followNews(
      serviceWorker,
      { updated: (news) => this.#offer(news), deployed: () => (this.#isForeign = true) },
      signal,
    );
  }

  disconnectedCallback(): void {
    // Moved within the page, it goes on.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#connected?.ending.abort();
      this.#connected?.changes.stop();
      this.#connected = undefined;
    });
  }

  attributeChangedCallback(name: TextName, _before: string | null, text: string | null): void {
    this.#view.setText(name, text);
  }

  /** Puts the offer away. The next version is offered again. */
  dismiss(): void {
    this.#hide();
    this.#news = undefined;
  }

  /**
   * Shows the newer version, as a click does: swaps it in, or reloads the page where a swap is not safe. If the reload
   * would lose something that was typed, the visitor is asked first.
   * @returns whether it is shown, or on its way
   */
  apply(): Promise<boolean> {
    return this.#apply({ mayReload: true });
  }

  async #apply({ mayReload }: { mayReload: boolean }): Promise<boolean> {
    const [news, connected] = [this.#news, this.#connected];
    if (!news || !connected || this.#isApplying) return false;
    this.#isApplying = true;
    this.#view.apply.ariaDisabled = 'true';
    try {
      const isOurs = this.#tell('isr-update-apply', news);
      const isSwapped = isOurs && (await this.#swap(connected).catch(() => false));
      if (isOurs && !isSwapped) return mayReload && this.#reload(news, connected);
      // A newer version may have come in between.
      if (this.#news === news) this.dismiss();
      if (isSwapped && !this.#news) this.#view.say('done');
      if (isSwapped) this.#tell('isr-update-applied', { ...news, by: 'swap' });
      return true;
    } finally {
      this.#isApplying = false;
      this.#view.apply.ariaDisabled = null;
    }
  }

  async #swap({ changes, typed }: Connected): Promise<boolean> {
    const next = this.#isForeign ? undefined : await readPage(location.href);
    const pairs = next && pairsOf(document, next, this.getAttribute('for') ?? 'body');
    if (!next || !pairs) return false;
    await swap(pairs, next.title, changes, typed);
    return true;
  }

  #reload(news: Updated, { typed }: Connected): boolean {
    const isWarned = this.getAttribute('shown') === 'warning';
    if (typed.isAny() && !isWarned) {
      this.setAttribute('shown', 'warning');
      this.#view.say('warning');
      return false;
    }
    this.#tell('isr-update-applied', { ...news, by: 'reload' });
    location.reload();
    return true;
  }

  #offer(news: Updated): void {
    this.#news = news;
    if (!this.#applyIfIdle()) this.#show(news);
  }

  #show(news: Updated): void {
    const isShown = this.shown;
    this.setAttribute('shown', '');
    this.#view.say('message');
    if (!isShown) this.#tell('isr-update-shown', news);
  }

  /** With `auto`, swaps at once if nothing was typed and nobody looks or does anything. Else it looks again later. */
  #applyIfIdle(): boolean {
    const [news, connected, seconds] = [this.#news, this.#connected, this.getAttribute('auto')];
    clearTimeout(this.#timer);
    if (!news || !connected || seconds === null || news === this.#unsafe) return false;
    if (connected.typed.isAny()) return false;
    const wait = Number(seconds || IDLE_S) * 1000 - connected.idleTime();
    if (wait > 0 && !document.hidden) {
      this.#timer = setTimeout(() => this.#applyIfIdle(), wait);
      return false;
    }
    this.#applyUnasked(news).catch(reportError);
    return true;
  }

  /** A page is never reloaded unasked (rule 8): where a swap is not safe, the visitor decides. */
  async #applyUnasked(news: Updated): Promise<void> {
    if (await this.#apply({ mayReload: false })) return;
    this.#unsafe = news;
    if (this.#news === news) this.#show(news);
  }

  #hide(): void {
    const isFocused = this.matches(':focus-within');
    this.removeAttribute('shown');
    this.#view.say();
    if (isFocused) (this.#focusedBefore as HTMLElement | null)?.focus({ preventScroll: true });
  }

  #tell<N extends keyof IsrUpdateEvents>(name: N, detail: IsrUpdateEvents[N]['detail']): boolean {
    const cancelable = name === 'isr-update-apply';
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }
}
