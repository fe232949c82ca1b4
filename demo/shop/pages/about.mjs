import { html } from 'hono/html';
import { imageUrl } from './cards.mjs';
import { layout } from './layout.mjs';
import { rendered } from './rendered.mjs';

/** @param {{ renderedAt: Date }} data */
export function aboutPage({ renderedAt }) {
  const main = html`<article class="wrap prose">
    <p class="eyebrow">About us</p>
    <h1>A shop for people who would rather buy it once</h1>
    <div class="strip" aria-hidden="true">
      ${[28, 42, 131].map((id) => html`<img src="${imageUrl({ id })}" alt="" width="400" height="480" loading="lazy" />`)}
    </div>
    <p class="lead">
      Fennmark began as a table at a Saturday market, with eleven mugs and one very good lamp.
    </p>
    <p>
      Today ninety-six makers send us what they make: vases, bowls, chairs, rugs, prints. We ask three things
      of each piece. That it does its work well. That it can be mended. And that somebody will miss it when it
      is lent out.
    </p>
    <h2>A shop that is there when the network is not</h2>
    <p>
      This shop keeps its pages in your browser as you visit them. A page seen once opens at once, refreshes
      itself behind your back, and can be read on a train in a tunnel. The small sign in the corner of each
      page says where it came from.
    </p>
    <p>The <a href="/cms">shop desk</a> shows how that works, and lets you try to break it.</p>
    ${rendered(renderedAt)}
  </article>`;
  return layout({ title: 'About us', main });
}
