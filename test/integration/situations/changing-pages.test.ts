/** Pages that are never twice the same: the time of day, a nonce, a random advertisement. */
import { page, type App } from '../../support/situations/app.js';
import { EVERY_ENGINE, playSideBySide, type Situation } from '../../support/situations/side-by-side.js';

/** Pages that say when they were made, as a page without a cache of its own does. */
const timestamps: Situation = {
  title: 'a page with the time at which it was made',
  app: () => {
    let made = 0;
    return ({ path }) => page(`<p>${path} made at ‹${(made += 1)}›</p>`);
  },
  async play(visitor) {
    const seen: string[] = [];
    for (let times = 0; times < 4; times += 1) {
      const { text } = await visitor.go('/', '/ made at');
      seen.push(text);
      await visitor.known('/');
    }
    // A page that is somebody's for all that is known is made anew at each visit.
    await visitor.run(`return ${JSON.stringify(new Set(seen).size)}`);
  },
};

/** Everyone's, but the page says so itself: the time that it shows may be a while ago. */
const vouchedTimestamps: Situation = {
  title: 'a page with a time, which says that it is public',
  app: () => {
    let made = 0;
    const headers = { 'Cache-Control': 'public' };
    return ({ path }) => page(`<p>${path} made at ‹${(made += 1)}›</p>`, { headers });
  },
  async play(visitor) {
    await visitor.go('/', '/ made at');
    await visitor.stored('/');
    await visitor.hits('/', '/ made at');
  },
};

/** The script writes to the page only where its nonce is that of the policy which came with it. */
function nonceSite(header: string): App {
  let made = 0;
  return ({ path }) => {
    made += 1;
    const nonce = Buffer.from(`nonce number ${made}`).toString('base64');
    const script = `<script nonce="${nonce}">document.querySelector('p').textContent += ', and its script ran'</script>`;
    return page(`<p>This is ${path}</p>${script}`, {
      headers: { [header]: `script-src 'nonce-${nonce}' 'strict-dynamic'; object-src 'none'` },
    });
  };
}

const nonces: Situation = {
  title: 'a page whose policy has another nonce each time',
  engines: EVERY_ENGINE,
  app: () => nonceSite('Content-Security-Policy'),
  async play(visitor) {
    await visitor.go('/', 'This is /, and its script ran');
    await visitor.stored('/');
    await visitor.hits('/', 'This is /, and its script ran');
    await visitor.go('/other', 'This is /other, and its script ran');
    // As long as it is not known whose page that is, the next one is asked for.
    await visitor.stored('/other');
    await visitor.hits('/', 'This is /, and its script ran');
    await visitor.reload('This is /, and its script ran');
  },
};

/** A nonce in attributes alone, as in a page that was made with a policy which only a proxy adds. */
const attributes: Situation = {
  title: 'a page with a nonce in its attributes and no policy',
  app: () => nonceSite('X-Policy'),
  async play(visitor) {
    await visitor.go('/', 'This is /, and its script ran');
    await visitor.stored('/');
    await visitor.hits('/', 'This is /, and its script ran');
  },
};

const private_: Situation = {
  title: 'a page that says it is private, or not to be stored',
  app: () => {
    let made = 0;
    return ({ path }) =>
      page(`<p>${path} number ‹${(made += 1)}›</p>`, {
        headers: { 'Cache-Control': path === '/private' ? 'private, max-age=0' : 'no-store' },
      });
  },
  async play(visitor) {
    for (const path of ['/private', '/unstored'])
      for (let times = 0; times < 3; times += 1) await visitor.go(path, `${path} number`);
  },
};

playSideBySide('pages that change', [timestamps, vouchedTimestamps, nonces, attributes, private_]);
