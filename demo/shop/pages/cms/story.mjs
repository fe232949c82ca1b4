import { html } from 'hono/html';

/**
 * The story of this shop, as something to try.
 * @param {number} id of the product it is told with
 * @param {number} seconds for which a product page is fresh
 */
export function story(id, seconds) {
  const page = html`<a href="/products/${id}">product ${id}</a>`;
  return html`<section class="story-steps" aria-labelledby="story">
    <div class="heading"><h2 id="story">The story, to try yourself</h2></div>
    <p class="quiet">
      Each step says what the sign in the corner of the page should read. Product pages are fresh for
      ${seconds} seconds.
    </p>
    <ol>
      <li>
        <h3>A page seen once is instant</h3>
        <p>
          Open ${page} twice. The second time it comes from this browser: the sign reads <b>fresh</b>, and the
          list above shows no request.
        </p>
      </li>
      <li>
        <h3>The price changes, the open page says so</h3>
        <p>
          Leave it open, and <a href="/cms/products/${id}">change its price</a> in another window: a webhook
          goes to the feed, and the page offers the new price within a moment.
        </p>
      </li>
      <li>
        <h3>Nobody is told: the page is still instant</h3>
        <p>
          Change it again without <b>Tell the browsers</b>, and open it within ${seconds} seconds: the old
          price, at once, <b>fresh</b>. Later: the old price once more, <b>stale</b>, while the new page is
          fetched behind it.
        </p>
      </li>
      <li>
        <h3>What you write, you read at once</h3>
        <p>
          Order something: <a href="/orders">your orders</a> and the stock on the product's page are right at
          once, though both come from this browser otherwise.
        </p>
      </li>
      <li>
        <h3>The server fails, nobody notices</h3>
        <p>
          Switch on <b>Answer 500</b> or <b>Hang up</b>, wait ${seconds} seconds, open the page: the last good
          one, at once. A failed refresh never replaces it.
        </p>
      </li>
      <li>
        <h3>A page never seen: its shell at once</h3>
        <p>
          Set <b>Slow by</b> to 2000 ms and open a product you have not seen. Its outline is there at once,
          and the product as soon as the server has spoken.
        </p>
      </li>
      <li>
        <h3>A product that is gone is gone</h3>
        <p>
          Delete a product, and open its page: a proper 404, also where the page was kept, and no shell is
          left behind.
        </p>
      </li>
      <li>
        <h3>No server at all</h3>
        <p>
          Stop the server with Ctrl-C and walk around: every page you have seen is there. The others say which
          ones can be read.
        </p>
      </li>
    </ol>
  </section>`;
}
