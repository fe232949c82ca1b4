/** The worker's own words on a URL: which route takes it, and why it is stored or not. */
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Explanation } from '../../shared/messages.js';
import type { Ask } from '../worker.js';

type Host = Pick<ReactiveControllerHost, 'requestUpdate'> & { readonly ask: Ask };

/** Asks for the explanation of one URL at a time. */
export class Explainer {
  url: string | undefined;
  #explanation: Explanation | undefined;
  #error: string | undefined;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  close(): void {
    this.url = undefined;
    this.#host.requestUpdate();
  }

  /** Explains the URL; again, if it is the one that is shown. */
  async open(url: string): Promise<void> {
    if (this.url !== url) this.#explanation = undefined;
    this.url = url;
    this.#error = undefined;
    this.#host.requestUpdate();
    try {
      const explanation = await this.#host.ask('explain', { url });
      if (this.url === url) this.#explanation = explanation;
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
    }
    this.#host.requestUpdate();
  }

  /** The state and the route, for a URL that is not in the list of pages. */
  facts(): TemplateResult {
    const { state, route } = this.#explanation ?? {};
    return html`<dl>
      <div>
        <dt>State</dt>
        <dd>${state === 'pass' ? 'never stored for now' : (state ?? '…')}</dd>
      </div>
      <div>
        <dt>Route</dt>
        <dd class="mono">${this.#explanation ? (route ?? 'none') : '…'}</dd>
      </div>
    </dl>`;
  }

  render(): TemplateResult {
    if (this.#error) return html`<p class="failed" role="alert">${this.#error}</p>`;
    const why = this.#explanation?.why;
    return html`<h3>Why</h3>
      ${
        why
          ? html`<ul class="why">
              ${why.map((line) => html`<li>${line}</li>`)}
            </ul>`
          : html`<p class="quiet">Asking the worker …</p>`
      }`;
  }
}
