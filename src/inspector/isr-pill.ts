/** `<isr-pill>`: a small button in the corner, which says how this page came, and opens the inspector. */

const STYLES = `
  :host { position: fixed; z-index: 2147483000; right: 16px; bottom: 16px; }
  :host([hidden]) { display: none; }
  .pill {
    display: flex; gap: 8px; align-items: center; min-height: 36px; padding: 0 14px; border: 1px solid #3a4657;
    border-radius: 99px; background: #1a2029; color: #e7ecf3; font: 600 13px/1 ui-sans-serif, system-ui, sans-serif;
    box-shadow: 0 2px 10px rgb(0 0 0 / 25%); cursor: pointer;
  }
  .pill:hover { background: #232b36; }
  .pill:focus-visible { outline: 2px solid #8ab4ff; outline-offset: 2px; }
  .what { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .dot { width: 9px; height: 9px; border-radius: 50%; background: #a3afbf; }
  .dot.fresh { background: #6fd39a; }
  .dot.stale { background: #f0b866; }
  .dot.offline { background: #ff9d94; }
  dialog {
    width: min(1280px, 100vw - 32px); height: min(900px, 100vh - 32px); max-width: none; max-height: none; padding: 0;
    border: 0; border-radius: 14px; overflow: auto; overscroll-behavior: contain; color-scheme: light dark;
    box-shadow: 0 12px 60px rgb(0 0 0 / 45%);
  }
  dialog::backdrop { background: rgb(0 0 0 / 45%); }
  dialog isr-inspector { --isr-close: 34px; }
  .close {
    position: sticky; z-index: 1; top: 12px; display: block; width: 34px; height: 34px; margin: 12px 14px -46px auto;
    border: 1px solid #3a4657; border-radius: 50%; background: #1a2029; color: #e7ecf3; font: 16px/1 sans-serif;
    cursor: pointer;
  }
  @media (max-width: 640px) {
    dialog { width: 100vw; height: 100dvh; border-radius: 0; }
  }
`;

/** How this page came: the worker's word in `Server-Timing`; undefined if it came past the worker. */
function servedAs(): string | undefined {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.serverTiming.find(({ name }) => name === 'isr')?.description;
}

const toneOf = (word: string): string => /^(?:fresh|stale|offline)/.exec(word)?.[0] ?? '';

function element<N extends keyof HTMLElementTagNameMap>(
  name: N,
  properties: Partial<HTMLElementTagNameMap[N]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[N] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/**
 * A button in the corner of the page. It says how the page came, and opens the inspector.
 * @example <isr-pill></isr-pill>
 */
export class IsrPill extends HTMLElement {
  #dialog: HTMLDialogElement | undefined;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    // A constructed sheet needs no permission of the page's Content-Security-Policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    root.adoptedStyleSheets = [sheet];
    const word = servedAs();
    const dot = element('span', { className: `dot ${toneOf(word ?? '')}`, ariaHidden: 'true' });
    const what = element('span', { className: 'what' }, '. Open the cache inspector');
    const pill = element(
      'button',
      { className: 'pill', type: 'button' },
      dot,
      `ISR ${word ?? ''}`.trim(),
      what,
    );
    pill.setAttribute('aria-haspopup', 'dialog');
    pill.addEventListener('click', () => this.open());
    root.append(pill);
  }

  /** Opens the inspector over the page. Escape closes it. */
  open(): void {
    const close = (): void => this.#dialog?.close();
    const button = element(
      'button',
      { className: 'close', type: 'button', ariaLabel: 'Close the inspector' },
      '×',
    );
    button.addEventListener('click', close);
    this.#dialog ??= element('dialog', { ariaLabel: 'Cache inspector' });
    // The inspector asks the worker only while it is open.
    this.#dialog.addEventListener('close', () => this.#dialog?.replaceChildren(), { once: true });
    this.#dialog.replaceChildren(button, document.createElement('isr-inspector'));
    this.shadowRoot?.append(this.#dialog);
    if (!this.#dialog.open) this.#dialog.showModal();
  }
}
