/** Whose a page is: the worker's conclusion (rule 25), and the evidence of further copies. */
import type { HeaderSource } from '../../../core/http/headers.js';
import { directivesOf } from '../../../core/http/cache-control.js';
import { variesByUser } from '../../../core/http/vary.js';
import { compareCopies, type Copy, isSameTag, proofBy, isDeclaredShared } from '../../../core/cache/proof.js';
import type { Asker } from '../asking/asker.js';
import type { Answer, Asked } from '../asking/http.js';
import type { ShownBy } from '../types.js';
import { describeDifference, differsBeyond } from './difference.js';

/** The responses to the requests for one page, in the order of the requests. */
export interface Copies {
  own: Answer;
  /** The worker's request, conditional on the visitor's response. */
  conditional: Asked;
  /** The worker's request without a condition. */
  plain: Asked;
  /** Repeats `plain`, if a third copy is needed to find the parts that change each time. */
  again?: Asked | undefined;
  /** A navigation without cookies, if the visitor's page differs from the one without cookies. */
  navigated?: Asked | undefined;
  /** Whether the worker drops query parameters of the visitor's URL. */
  isQueryDropped: boolean;
}

/**
 * The result of comparing the copies. `same`: everyone gets one page. `personal`: the visitor's page differs.
 * `changing`: any two copies differ. `by-mode`: navigations and scripted requests get different pages. `by-query`: the
 * dropped query selects another page. `unknown`: no copy could be fetched.
 */
export type Seen = 'same' | 'personal' | 'changing' | 'by-mode' | 'by-query' | 'unknown';

export interface Ownership {
  seen: Seen;
  /** The worker's conclusion. */
  proof:
    | { whose: 'everyone'; by: ShownBy }
    | { whose: 'visitor'; byHeader: boolean }
    | { whose: 'unknown'; why: string };
  /** The first difference between the copies. */
  why: string | undefined;
  /** With `changing`: the visitor's page differs in more than the parts that change each time. */
  alsoPersonal: boolean;
  /** Whether the different pages have the same `ETag`, so that conditional requests take them for one page. */
  sharesValidator: boolean;
}

/** The response as the worker gets it: a redirect that was not followed has no readable status or body. */
export const asCopy = ({ status, headers, text }: Answer): Copy =>
  status >= 300 && status < 400 && status !== 304
    ? { status: 0, headers, text: '' }
    : { status, headers, text };

/** The header that makes a response the visitor's own (rules 19 and 22); undefined if there is none. */
export function personalHeader(headers: HeaderSource): string | undefined {
  const directives = directivesOf(headers);
  const found = ['no-store', 'private'].find((name) => directives.has(name));
  if (found) return `Cache-Control: ${found}`;
  const vary = headers.get('vary');
  return variesByUser(vary) ? `Vary: ${vary ?? ''}` : undefined;
}

const isAnswer = (asked: Asked | undefined): asked is Answer => asked?.kind === 'answer';

const isSame = (one: Answer, other: Answer): boolean => compareCopies(asCopy(one), asCopy(other)).same;

/** Discards copies whose body is incomplete. */
const whole = (asked: Asked): Asked =>
  isAnswer(asked) && asked.bodyFault
    ? { kind: 'none', why: `the body of the copy is ${asked.bodyFault}` }
    : asked;

/**
 * Requests as many copies as it takes.
 * @param canonical the URL that the worker requests in place of the visitor's
 */
export async function gatherCopies(
  asker: Asker,
  { url, canonical }: { url: URL; canonical: URL },
  own: Answer,
): Promise<Copies> {
  const conditional = whole(await asker.fetchAnonymous(canonical, own));
  const plain = whole(await asker.fetchAnonymous(canonical));
  const isQueryDropped = canonical.search.length < url.search.length;
  const copies: Copies = { own, conditional, plain, isQueryDropped };
  if (!isAnswer(plain) || isSame(own, plain)) return copies;
  // A 304 has no body to compare with the other copy.
  const isBodyless = !isAnswer(conditional) || conditional.status === 304;
  const again = isBodyless ? whole(await asker.fetchAnonymous(canonical)) : undefined;
  return { ...copies, again, navigated: whole(await asker.visitAnonymous(url)) };
}

/** Two responses without cookies that have a body. */
function bodiesOf({ conditional, plain, again }: Copies): [Answer, Answer] | undefined {
  const first = isAnswer(conditional) && conditional.status !== 304 ? conditional : again;
  return isAnswer(first) && isAnswer(plain) ? [first, plain] : undefined;
}

function seenIn(copies: Copies): Seen {
  const { own, plain, navigated } = copies;
  if (!isAnswer(plain) || plain.status === 429 || plain.status >= 500) return 'unknown';
  if (isSame(own, plain)) return 'same';
  const bodies = bodiesOf(copies);
  if (bodies && !isSame(...bodies)) return 'changing';
  if (!isAnswer(navigated) || !isSame(own, navigated)) return 'personal';
  return copies.isQueryDropped ? 'by-query' : 'by-mode';
}

function proofIn({ own, conditional, isQueryDropped }: Copies): Ownership['proof'] {
  if (!isQueryDropped && isDeclaredShared(own.headers)) return { whose: 'everyone', by: 'header' };
  if (personalHeader(own.headers)) return { whose: 'visitor', byHeader: true };
  if (!isAnswer(conditional)) return { whose: 'unknown', why: conditional.why };
  // If the visitor's URL has more parameters, both the response and the copy must say so.
  const isDeclared =
    isQueryDropped &&
    conditional.status === 200 &&
    [own, conditional].every(({ headers }) => isDeclaredShared(headers));
  if (isDeclared) return { whose: 'everyone', by: 'copy' };
  const proof = proofBy(asCopy(own), asCopy(conditional));
  if (proof.whose === 'unknown') return proof;
  if (proof.whose === 'visitor') return { whose: 'visitor', byHeader: false };
  const isAlike = own.text === conditional.text;
  return {
    whose: 'everyone',
    by: proof.by === 'not-modified' ? '304' : isAlike ? 'bytes' : 'nonces',
  };
}

function reasonOf(copies: Copies, seen: Seen): string | undefined {
  const { own, plain } = copies;
  const [one, other] = seen === 'changing' ? (bodiesOf(copies) ?? []) : [own, plain];
  if (!isAnswer(one) || !isAnswer(other)) return undefined;
  const compared = compareCopies(asCopy(one), asCopy(other));
  if (compared.same) return undefined;
  // Different statuses say enough.
  return one.status === other.status ? describeDifference(asCopy(one), asCopy(other)) : compared.why;
}

/** Whether both have the same `ETag`. The worker does not accept an equal date as proof. */
const sharesValidator = ({ own, plain }: Copies): boolean =>
  isAnswer(plain) && isSameTag(own.headers, plain.headers);

export function ownershipOf(copies: Copies): Ownership {
  const seen = seenIn(copies);
  const bodies = bodiesOf(copies);
  return {
    seen,
    proof: proofIn(copies),
    why: reasonOf(copies, seen),
    alsoPersonal: seen === 'changing' && !!bodies && differsBeyond(copies.own, bodies) === true,
    sharesValidator: seen !== 'same' && sharesValidator(copies),
  };
}
