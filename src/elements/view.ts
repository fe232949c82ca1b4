/** The texts of the element. Each can be given by an attribute of that name, or by a slot of that name. */
export const TEXTS = {
  message: 'A newer version of this page is available.',
  warning: 'The page has to be reloaded. What you typed would be lost.',
  done: 'The page is up to date.',
  action: 'Show it',
  reload: 'Reload',
  dismiss: 'Dismiss',
};

export type TextName = keyof typeof TEXTS;

const STYLE = `
:host {
  position: fixed; z-index: 2147483647; box-sizing: border-box; display: flex; justify-content: center;
  inset: auto 0 0; margin: 0; padding: 1rem; padding-bottom: max(1rem, env(safe-area-inset-bottom));
  pointer-events: none; font-size: 0.9375rem; line-height: 1.4; text-align: start;
  --_back: var(--isr-update-background, #1d2024); --_ink: var(--isr-update-color, #fff);
  --_accent: var(--isr-update-accent, #9ecbff);
}
:host([hidden]) { display: none }
[part=toast] {
  box-sizing: border-box; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; max-width: 34rem;
  padding: 0.5rem 0.5rem 0.5rem 1rem; border: 1px solid transparent; border-radius: 0.75rem;
  background: var(--_back); color: var(--_ink); box-shadow: 0 0.25rem 1.5rem rgb(0 0 0 / 30%);
  opacity: 0; translate: 0 0.75rem; transition: opacity 0.2s, translate 0.2s;
}
:host([shown]) [part=toast] { opacity: 1; translate: none; pointer-events: auto }
[part=message] { flex: 1 1 12rem; margin: 0.25rem 0 }
[part=actions] { display: flex; gap: 0.25rem; margin-inline-start: auto }
[hidden] { display: none !important }
button {
  min-height: 2.75rem; padding: 0 0.875rem; border: 0; border-radius: 0.5rem; background: none; color: var(--_accent);
  font: inherit; font-weight: 600; cursor: pointer;
}
button:hover { background: color-mix(in srgb, currentcolor 14%, transparent) }
button:focus-visible { outline: 2px solid currentcolor; outline-offset: -2px }
button[aria-disabled=true] { opacity: 0.6; cursor: progress }
[part=dismiss] { position: relative; min-width: 2.75rem; padding: 0; color: inherit }
[part=dismiss] svg { vertical-align: middle }
[part=dismiss] slot { display: block; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
@media (prefers-color-scheme: dark) {
  :host { --_back: var(--isr-update-background, #f3f4f6); --_ink: var(--isr-update-color, #16181c);
    --_accent: var(--isr-update-accent, #0b57b0) }
}
@media (max-width: 30rem) { :host { padding-inline: 0.5rem } [part=toast] { flex: 1 } }
@media (prefers-reduced-motion: reduce) { [part=toast] { transition: none; translate: none } }
@media print { :host { display: none } }
`;

const SVG = 'http://www.w3.org/2000/svg';

function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function cross(): SVGElement {
  const [svg, path] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'path')];
  const shape = { width: '16', height: '16', fill: 'none', stroke: 'currentcolor', 'stroke-width': '2' };
  for (const [key, value] of Object.entries({ ...shape, 'aria-hidden': 'true' }))
    svg.setAttribute(key, value);
  path.setAttribute('d', 'M3 3l10 10M13 3L3 13');
  svg.append(path);
  return svg;
}

export interface View {
  readonly apply: HTMLButtonElement;
  readonly dismiss: HTMLButtonElement;
  /** Says a text, to screen readers too; none: falls silent. */
  say(text?: 'message' | 'warning' | 'done'): void;
  /** Sets a text; none: the default one. */
  setText(name: TextName, text: string | null): void;
}

/**
 * Builds the shadow tree by calls of the DOM, and its style by a constructed style sheet: policies that forbid inline
 * styles or require Trusted Types do not touch either.
 */
export function createView(host: HTMLElement): View {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const slotOf = (name: TextName): HTMLSlotElement => make('slot', { name });
  const slots = {
    message: slotOf('message'),
    warning: slotOf('warning'),
    done: slotOf('done'),
    action: slotOf('action'),
    reload: slotOf('reload'),
    dismiss: slotOf('dismiss'),
  };
  const apply = make('button', { type: 'button', part: 'action' }, slots.action, slots.reload);
  const dismiss = make('button', { type: 'button', part: 'dismiss' }, cross(), slots.dismiss);
  const said = [slots.message, slots.warning, slots.done];
  const message = make('p', { part: 'message', role: 'status' }, ...said);
  const actions = make('div', { part: 'actions' }, apply, dismiss);
  root.replaceChildren(make('div', { part: 'toast' }, message, actions));
  const view: View = {
    apply,
    dismiss,
    say(text) {
      for (const slot of said) slot.hidden = !text || slot !== slots[text];
      slots.action.hidden = text === 'warning';
      slots.reload.hidden = text !== 'warning';
      actions.hidden = !text || text === 'done';
    },
    setText(name, text) {
      slots[name].textContent = text ?? TEXTS[name];
    },
  };
  view.say();
  return view;
}
