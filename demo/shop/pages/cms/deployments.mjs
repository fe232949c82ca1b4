/** The switch of deployments, as a story of four steps, and what this browser keeps of them. */
import { html } from 'hono/html';
import { TYPO } from '../../catalogue/typo.mjs';

/**
 * @param {object} state
 * @param {string} state.online the deployment
 * @param {boolean} state.hasTypo
 */
export function deployments({ online, hasTypo }) {
  const isBad = online !== '123';
  const page = html`<a href="/products/${TYPO.id}">${hasTypo ? TYPO.wrong : TYPO.right}</a>`;
  return html`<section class="panel deployments" aria-labelledby="deployments">
    <div class="heading">
      <h2 id="deployments">Deployments</h2>
      <span class="state ${isBad ? 'bad' : 'good'}">${online} is online</span>
    </div>
    <p class="quiet">
      Open ${page} in a window beside this one, and press the buttons in order. Each switch goes through the
      feed: the open page hears of it, and a closed browser at its next visit.
    </p>
    <ol class="play">
      ${step({
        title: '123 has a typo',
        text: html`It went online with “Smshng” in a name.`,
        isNow: hasTypo && !isBad,
        form: { action: '/cms/again', label: 'Begin again', isPlain: true, isOff: hasTypo && !isBad },
      })}
      ${step({
        title: 'Mended in the CMS',
        text: html`No deployment: the name is corrected, and a webhook says so.`,
        isNow: !hasTypo && !isBad,
        form: { action: '/cms/typo', label: 'Correct the name', isOff: !hasTypo },
      })}
      ${step({
        title: '345 is bad',
        text: html`Its template names fields that no product has.`,
        isNow: isBad,
        form: { action: '/cms/deployment', id: '345', label: 'Put 345 online', isOff: isBad },
      })}
      ${step({
        title: 'Back to 123',
        text: html`At once, from the browser, as its pages had become:
        ${hasTypo ? 'with the typo' : 'mended'}.`,
        form: { action: '/cms/deployment', id: '123', label: 'Go back to 123', isOff: !isBad },
      })}
    </ol>
    <div data-deployments>
      <h3>Kept in this browser</h3>
      <p class="quiet small">
        Each has its own pages, as they had become. Going back here concerns this browser alone, until the
        shop answers again and names the one that is online.
      </p>
      <ul class="rows">
        <li class="quiet">This browser keeps none yet.</li>
      </ul>
    </div>
  </section>`;
}

/**
 * @param {object} step
 * @param {string} step.title
 * @param {import('../layout.mjs').Html} step.text
 * @param {boolean} [step.isNow] the shop is in this state
 * @param {{ action: string, label: string, id?: string, isOff?: boolean, isPlain?: boolean }} step.form
 */
function step({ title, text, isNow = false, form: { action, label, id, isOff = false, isPlain = false } }) {
  return html`<li ${isNow ? html`aria-current="step"` : ''}>
    <h3>${title}</h3>
    <p class="quiet small">${text}</p>
    <form action="${action}" method="post">
      ${id ? html`<input type="hidden" name="id" value="${id}" />` : ''}
      <button class="button ${isPlain ? 'plain' : ''}" ${isOff ? html`disabled` : ''}>${label}</button>
    </form>
  </li>`;
}
