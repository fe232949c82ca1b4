/** The shop's server: sessions, tokens, messages, and a log of what it has shown to whom. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { page, redirect, type Answer, type App, type Ask } from '../situations/app.js';
import { PEOPLE, textOf, view, type Name, type Person, type View } from './pages.js';
import { createWorld, type World } from './world.js';

export interface Session extends Person {
  readonly id: string;
  name?: Name | undefined;
  basket: number;
  message: string;
}

/** One page that was sent. */
export interface Shown {
  path: string;
  /** The session to which it was shown, or which it has begun. */
  session: string | undefined;
  text: string;
}

export interface Shop {
  readonly app: App;
  readonly world: World;
  readonly sessions: ReadonlyMap<string, Session>;
  /** What was sent since this was last emptied. */
  readonly shown: Shown[];
  /** Milliseconds by which answers to requests without cookies are late. */
  copyDelay: number;
  /** The moment of the last comment, all of which are this browser's. */
  commentedAt: number;
  /** Makes a link that lets a visitor in, once. */
  mailLinkFor(name: Name): string;
}

const COOKIE = 'Path=/; HttpOnly; SameSite=Lax';

/** Whether a page needs a session for its token. */
const NEEDS_SESSION = /^\/(?:login|basket|review)/;

export function createShop(): Shop {
  const world = createWorld();
  const sessions = new Map<string, Session>();
  const shown: Shown[] = [];
  const links = new Map<string, Name>();
  let made = 0;

  function begin(name?: Name, had?: Session): Session {
    made += 1;
    const session = { id: `s${made}`, token: `t${made}x`, name, basket: had?.basket ?? 0, message: '' };
    sessions.set(session.id, session);
    if (had) sessions.delete(had.id);
    return session;
  }
  const cookieOf = ({ id }: Session) => ({ 'Set-Cookie': `session=${id}; ${COOKIE}` });

  function send(ask: Ask, made: View, session?: Session, isNew = false): Answer {
    const text = textOf(made);
    shown.push({ path: ask.path, session: session?.id, text });
    if (session && made.isGreeting) session.message = '';
    const cookie: Record<string, string> = isNew && session ? cookieOf(session) : {};
    if (made.headers.ETag && made.headers.ETag === ask.headers['if-none-match'])
      return { status: 304, headers: { ETag: made.headers.ETag, ...cookie } };
    const nonce = made.hasNonce ? createHash('sha256').update(String(shown.length)).digest('base64') : '';
    const policy: Record<string, string> = nonce
      ? { 'Content-Security-Policy': `script-src 'nonce-${nonce}'` }
      : {};
    // A page that listens for `unload` comes back by a request, not from memory.
    const head = `<script nonce="${nonce}">addEventListener('unload', () => {})</script>`;
    const content = made.lines.map((line) => `<p>${line}</p>`).join('') + made.controls;
    const headers = { ...made.headers, ...policy, ...cookie, 'Permissions-Policy': 'unload=*' };
    return page(content, { status: made.status, title: made.title, head, headers });
  }

  function show(ask: Ask, had?: Session): Answer {
    const isNew = !had && NEEDS_SESSION.test(ask.path);
    const session = isNew ? begin() : had;
    const made = view(world, ask.path, { person: session, theme: ask.cookies.theme ?? '' }, world.now);
    if (made) return send(ask, made, session, isNew);
    // Browsers keep redirects for going back: without this, two of them lead in a circle after a login.
    const headers = { 'Cache-Control': 'no-store' };
    return redirect(ask.path === '/login' ? '/account' : '/login', { status: 302, headers });
  }

  /** A link from a mail: a page that lets its reader in. */
  function letIn(ask: Ask, had?: Session): Answer {
    const key = ask.query.get('key') ?? '';
    const name = links.get(key);
    links.delete(key);
    const session = name ? begin(name, had) : had;
    const lines = [name ? `You are ${name}` : 'This link was used'];
    return send(ask, { status: 200, title: 'Mail', lines, controls: '', headers: {} }, session, !!name);
  }

  function write(ask: Ask, had?: Session): Answer {
    const refuse = (): Answer => page('<p>The token is wrong</p>', { status: 419 });
    const { path, form } = ask;
    if (path === '/basket/add') {
      const session = had ?? begin();
      session.basket += 1;
      session.message = 'It is in your basket';
      return form.get('script')
        ? { status: 204, headers: cookieOf(session) }
        : redirect(form.get('to') ?? '/', { headers: cookieOf(session) });
    }
    if (!had || form.get('token') !== had.token) return refuse();
    const [, room, id] = path.split('/');
    if (room === 'login') {
      const session = begin(
        PEOPLE.find((name) => name === form.get('name')),
        had,
      );
      session.message = `Welcome ${session.name ?? ''}`;
      return redirect('/', { headers: cookieOf(session) });
    }
    if (room === 'comments') {
      const { comments } = world.productAt(Number(id), world.now);
      world.change(Number(id), { comments: [...comments, 'Good'] });
      shop.commentedAt = world.now;
      had.message = 'Thanks for your comment';
      return redirect(`/products/${id ?? ''}`);
    }
    had.basket = 0;
    had.message = 'Your order is on its way';
    return redirect('/shelf/1');
  }

  const leave = (ask: Ask, had?: Session): Answer => {
    if (had) sessions.delete(had.id);
    const headers = { 'Set-Cookie': `session=; Max-Age=0; ${COOKIE}` };
    return ask.headers['x-script'] ? { status: 204, headers } : redirect('/', { headers });
  };

  const shop: Shop = {
    world,
    sessions,
    shown,
    copyDelay: 0,
    commentedAt: 0,
    mailLinkFor(name) {
      made += 1;
      links.set(`k${made}`, name);
      return `/magic?key=k${made}`;
    },
    async app(ask) {
      const had = sessions.get(ask.cookies.session ?? '');
      if (ask.path === '/whoami.json')
        return {
          headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
          body: JSON.stringify({ session: had?.id ?? null, theme: ask.cookies.theme ?? '' }),
        };
      if (!ask.headers.cookie) await sleep(shop.copyDelay);
      if (ask.path === '/logout') return leave(ask, had);
      if (ask.path === '/magic') return letIn(ask, had);
      return ask.method === 'GET' || ask.method === 'HEAD' ? show(ask, had) : write(ask, had);
    },
  };
  return shop;
}
