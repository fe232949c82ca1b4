/** A site that first wants to know whether a person is there: a script sets a cookie, and the page loads again. */
import { page, type App } from '../../support/situations/app.js';
import {
  EVERY_ENGINE,
  playSideBySide,
  type Situation,
  type Visitor,
} from '../../support/situations/side-by-side.js';

/** How the check's page passes the check. */
const CHECKS = {
  'that a script passes at once': `document.cookie = 'human=1; path=/'; location.reload();`,
  // By then the worker has asked for its own copy of the page.
  'that takes a moment': `setTimeout(() => { document.cookie = 'human=1; path=/'; location.reload(); }, 200);`,
  'that the server passes, with a cookie that scripts cannot read': `
    fetch('/passed', { method: 'POST', body: 'proof=42' }).then(() => location.reload());`,
  'that leads to the page by its address': `
    document.cookie = 'human=1; path=/';
    location.href = location.pathname + '?checked=1';`,
};

/** @param status of the check's page */
function checkedSite(status: number, script: string): App {
  return ({ path, cookies, method }) => {
    if (method === 'POST')
      return { status: 204, headers: { 'Set-Cookie': 'human=1; Path=/; HttpOnly; SameSite=Lax' } };
    if (!cookies.human)
      return page(`<p>Checking your browser</p><script>${script}</script>`, {
        status,
        headers: status === 429 || status === 503 ? { 'Retry-After': '1' } : {},
      });
    return page(`<p>Welcome to ${path}</p>`);
  };
}

/** The check comes, is passed, and comes again when its cookie has run out. */
async function visitTwice(visitor: Visitor): Promise<void> {
  await visitor.go('/', 'Welcome to /');
  await visitor.go('/next', 'Welcome to /next');
  await visitor.reload('Welcome to /next');
  // Read again, the cookie is gone before the next request; otherwise that may still carry it.
  await visitor.act(
    `document.cookie = 'human=; path=/; max-age=0'; void document.cookie; location.href = '/next'`,
    'Welcome to /next',
  );
  await visitor.go('/third', 'Welcome to /third');
}

/** Each status with one of the checks, and each check with one of the statuses in every engine. */
const CASES = [
  ['that a script passes at once', [405, 403, 429, 503, 202]],
  ['that takes a moment', [403, 503]],
  ['that the server passes, with a cookie that scripts cannot read', [202, 403]],
  ['that leads to the page by its address', [503, 405]],
] as const;

const situations = CASES.flatMap(([how, statuses]) =>
  statuses.map((status, index): Situation => ({
    title: `a check ${how}, with status ${status}`,
    app: () => checkedSite(status, CHECKS[how]),
    play: visitTwice,
    engines: index === statuses.length - 1 ? EVERY_ENGINE : undefined,
  })),
);

playSideBySide('checks for bots', situations);
