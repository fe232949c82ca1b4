/** Addresses that do something, once: a login's callback, a link in a mail, a signed link. */
import { page, redirect, type Answer, type App, type Ask } from '../../support/situations/app.js';
import { EVERY_ENGINE, playSideBySide, type Situation } from '../../support/situations/side-by-side.js';

const SESSION = 'session=ada; Path=/; HttpOnly; SameSite=Lax';

const home = ({ path, cookies }: Ask): Answer =>
  page(`<p>${cookies.session === 'ada' ? 'Hello Ada' : 'Hello stranger'}, this is ${path}</p>`);

/** @param failure the status of a callback without the cookie that the login's start has set */
function loginSite(failure: number, success: (headers: Record<string, string>) => Answer): App {
  const used = new Set<string>();
  return (ask) => {
    if (ask.path === '/login')
      return redirect('/provider', { headers: { 'Set-Cookie': 'state=s1; Path=/; HttpOnly' } });
    if (ask.path === '/provider') return redirect('/callback?code=c1&state=s1', { status: 302 });
    if (ask.path !== '/callback') return home(ask);
    const code = ask.query.get('code') ?? '';
    if (ask.cookies.state !== ask.query.get('state') || used.has(code))
      return page('<p>The login failed</p>', { status: failure });
    used.add(code);
    return success({ 'Set-Cookie': SESSION });
  };
}

const callbacks = [400, 500, 200].flatMap((failure) =>
  (['redirects', 'is a page'] as const).map((how): Situation => ({
    title: `a login whose callback ${how}, and answers ${failure} to those who did not begin it`,
    engines: failure === 200 ? EVERY_ENGINE : undefined,
    app: () =>
      loginSite(failure, (headers) =>
        how === 'redirects'
          ? redirect('/', { status: 302, headers })
          : page('<p>You are logged in as Ada</p>', { headers }),
      ),
    async play(visitor) {
      await visitor.go('/', 'Hello stranger');
      await visitor.stored('/');
      await visitor.go('/login', 'Ada');
      await visitor.go('/', 'Hello Ada, this is /');
      await visitor.go('/news', 'Hello Ada, this is /news');
    },
  })),
);

function mailSite(): App {
  let used = false;
  return (ask) => {
    if (ask.path !== '/magic') return home(ask);
    if (used || ask.query.get('token') !== 't1') return page('<p>This link was used</p>', { status: 410 });
    used = true;
    return page('<p>Hello Ada, you came by mail</p>', { headers: { 'Set-Cookie': SESSION } });
  };
}

const mails = [false, true].map((settled): Situation => ({
  title: `a link in a mail that logs in, and ${settled ? 'a while later' : 'at once'} a page that was there before`,
  engines: EVERY_ENGINE,
  app: mailSite,
  async play(visitor) {
    for (const path of ['/', '/news']) {
      await visitor.go(path, 'Hello stranger');
      await visitor.stored(path);
    }
    await visitor.go('/magic?token=t1', 'Hello Ada, you came by mail');
    if (settled) await visitor.known('/magic?token=t1');
    await visitor.go('/', 'Hello Ada, this is /');
    await visitor.go('/news', 'Hello Ada, this is /news');
  },
}));

/** Counts what it was given, so that a parameter that is lost, or arrives twice, is seen. */
const signed: Situation = {
  title: 'a signed link with parameters of a campaign',
  engines: EVERY_ENGINE,
  app: () => (ask) =>
    ask.path === '/offer' && ask.url !== '/offer?utm_source=mail&id=7&sig=abc'
      ? page('<p>The signature is wrong</p>', { status: 403 })
      : page(`<p>An offer for you: ${ask.query.get('id') ?? 'none'}</p>`),
  async play(visitor) {
    for (let times = 0; times < 3; times += 1) {
      await visitor.go('/offer?utm_source=mail&id=7&sig=abc', 'An offer for you: 7');
      await visitor.known('/offer?utm_source=mail&id=7&sig=abc');
    }
    await visitor.go('/offer?id=7&sig=abc', 'The signature is wrong');
  },
};

/** Remembers who sent the visitor. */
const affiliate: Situation = {
  title: 'a landing page that sets a cookie by its address',
  engines: EVERY_ENGINE,
  app: () => (ask) => {
    const name = ask.query.get('affiliate');
    const headers = name ? { 'Set-Cookie': `affiliate=${name}; Path=/; HttpOnly` } : undefined;
    return ask.path === '/checkout'
      ? page(`<p>You were sent by ${ask.cookies.affiliate ?? 'nobody'}</p>`)
      : page('<p>Welcome to the shop</p>', { headers });
  },
  async play(visitor) {
    await visitor.go('/?utm_source=x&affiliate=x', 'Welcome');
    await visitor.stored('/?utm_source=x&affiliate=x');
    await visitor.go('/checkout', 'You were sent by x');
    await visitor.go('/?affiliate=y', 'Welcome');
    await visitor.go('/checkout', 'You were sent by y');
  },
};

playSideBySide('addresses that do something', [...callbacks, ...mails, signed, affiliate]);
