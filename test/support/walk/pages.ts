/** The shop's pages, as pure functions of who looks and of a moment of the world: the model and the server share them. */
import { PRODUCTS, type World } from './world.js';

/** Three visitors. The names are in no other word of a page. */
export const PEOPLE = ['Adalgisa', 'Bobolink', 'Carolus'] as const;
export type Name = (typeof PEOPLE)[number];
export const ADMIN: Name = 'Carolus';

/** What of a visitor shows on pages. */
export interface Person {
  readonly token: string;
  readonly name?: Name | undefined;
  readonly basket: number;
  /** A message for the next page that shows messages. */
  readonly message: string;
}

/** Who looks: a session, if there is one, and a theme that a script has chosen. */
export interface Viewer {
  readonly person: Person | undefined;
  readonly theme: string;
}

export interface View {
  status: number;
  title: string;
  /** The lines of text of the page. */
  lines: string[];
  /** HTML that shows no text. */
  controls: string;
  headers: Record<string, string>;
  /** It greets its visitor, and shows the message that waits for them. */
  isGreeting?: boolean;
  /** Its policy and its script have a nonce, another one each time. */
  hasNonce?: boolean;
  /** The moment since which the page's content has been so; pages without content of the shop have none. */
  since?: number;
}

const form = (action: string, fields: Record<string, string>): string => {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${value}">`,
  );
  return `<form method="post" action="${action}">${inputs.join('')}<input type="submit"></form>`;
};

const blank: View = { status: 200, title: 'Shop', lines: [], controls: '', headers: {} };

/** What stands above every page that greets its visitor. */
function header({ person, theme }: Viewer): string[] {
  const bar = person?.name === ADMIN ? ['Edit this page'] : [];
  return [
    `Hello ${person?.name ?? 'stranger'}`,
    `Basket ${person?.basket ?? 0}`,
    `Theme ${theme || 'light'}`,
    ...bar,
    ...(person?.message ? [person.message] : []),
  ];
}

const greeted = (viewer: Viewer, view: Partial<View>): View => ({
  ...blank,
  ...view,
  title: viewer.person?.name ? `Shop of ${viewer.person.name}` : 'Shop',
  lines: [...header(viewer), ...(view.lines ?? [])],
  isGreeting: true,
});

/** Lines about products, and the moment since which they have been so. */
function contentOf(world: World, ids: readonly number[], moment: number): Pick<View, 'lines' | 'since'> {
  const products = ids.map((id) => ({ id, ...world.productAt(id, moment) }));
  const since = Math.max(...products.map((product) => product.since));
  const lines = products.map(
    ({ id, price, comments }) => `Product ${id} costs ${price} and has ${comments.length} comments`,
  );
  return { lines: [...lines, `version ${since}`], since };
}

/** Everyone's: a third says so, a third has a validator, and a third has neither but a nonce. */
function productPage(world: World, id: number, moment: number): View {
  const content = contentOf(world, [id], moment);
  const headers: Record<string, string>[] = [
    {},
    { ETag: `"product-${id}-${content.since ?? 0}"` },
    { 'Cache-Control': 'public' },
  ];
  return { ...blank, ...content, headers: headers[id % 3] ?? {}, hasNonce: id % 3 === 0 };
}

/** Every other one has a validator, which is another for each visitor who sees something else. */
function shelfPage(world: World, id: number, viewer: Viewer, moment: number): View {
  const shelf = greeted(viewer, contentOf(world, [1 + (id % PRODUCTS.length)], moment));
  const tag = Buffer.from(textOf(shelf)).toString('base64url');
  return { ...shelf, headers: id % 2 ? { ETag: `"${tag}"` } : {} };
}

function tokenPage(viewer: Viewer, path: string, action: string): View {
  const token = viewer.person?.token ?? 'none';
  return greeted(viewer, { lines: [`This is ${path}`, `Token ${token}`], controls: form(action, { token }) });
}

/** A page as this viewer sees it; undefined where the shop redirects instead. */
export function view(world: World, path: string, viewer: Viewer, moment: number): View | undefined {
  const [, room = '', number = '0'] = path.split('/');
  const id = Number(number);
  const { person } = viewer;
  if (room === '') return greeted(viewer, contentOf(world, PRODUCTS, moment));
  if (room === 'products') return productPage(world, id, moment);
  if (room === 'shelf') return shelfPage(world, id, viewer, moment);
  if (room === 'basket') return tokenPage(viewer, path, '/checkout');
  if (room === 'review') return tokenPage(viewer, path, `/comments/${id}`);
  if (room === 'login') return person?.name ? undefined : tokenPage(viewer, path, '/login');
  if (room === 'account')
    return person?.name ? greeted(viewer, { lines: [`Account of ${person.name}`] }) : undefined;
  if (room === 'draft' && person?.name === ADMIN) return greeted(viewer, { lines: [`Draft ${id}`] });
  return { ...blank, status: 404, lines: ['Nothing is here'] };
}

/** The text of a page, as a visitor reads it. */
export const textOf = ({ lines }: View): string => lines.join(' ');
