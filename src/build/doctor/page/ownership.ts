/** Whose a page is: what the worker will find (rule 25), and what further copies show of it. */
import type { HeaderSource } from '../../../core/http/headers.js';
import { directivesOf } from '../../../core/http/cache-control.js';
import { variesByUser } from '../../../core/http/vary.js';
import { compareCopies, type Copy, isSameTag, proofBy, isDeclaredShared } from '../../../core/cache/proof.js';
import type { Asker } from '../asking/asker.js';
import type { Answer, Asked } from '../asking/http.js';
import type { ShownBy } from '../types.js';
import { describeDifference, differsBeyond } from './difference.js';

/** The answers to the requests for one page, in the order in which they were made. */
export interface Copies {
  own: Answer;
  /** The worker's request, conditional on the visitor's own answer. */
  conditional: Asked;
  /** The same without the condition. */
  plain: Asked;
  /** Once more, where it takes a third copy to tell what differs each time. */
  again?: Asked | undefined;
  /** A navigation without cookies, where the visitor's page is another than nobody's. */
  navigated?: Asked | undefined;
  /** Whether the worker asks without parameters of the query that the visitor's URL has. */
  isQueryDropped: boolean;
}

/**
 * What the copies show. `same`: everybody gets one page. `personal`: the visitor's is another one. `changing`: any two
 * copies differ. `by-mode`: a navigation gets another page than a script's request. `by-query`: the query makes another page. `unknown`: no copy could be had.
 */
export type Seen = 'same' | 'personal' | 'changing' | 'by-mode' | 'by-query' | 'unknown';

export interface Ownership {
  seen: Seen;
  /** What the worker concludes. */
  proof:
    | { whose: 'everyone'; by: ShownBy }
    | { whose: 'visitor'; byHeader: boolean }
    | { whose: 'unknown'; why: string };
  /** Where the copies differ. */
  why: string | undefined;
  /** With `changing`: the visitor's page differs in more than what differs each time. */
  alsoPersonal: boolean;
  /** Whether the two different pages are one page to those who ask whether it has changed. */
  sharesValidator: boolean;
}

/** As the worker gets it: a redirect that was not followed tells nothing but that it is one. */
export const asCopy = ({ status, headers, text }: Answer): Copy =>
  status >= 300 && status < 400 && status !== 304
    ? { status: 0, headers, text: '' }
    : { status, headers, text };

/** What in its headers makes an answer the visitor's own (rules 19 and 22); undefined where nothing does. */
export function personalHeader(headers: HeaderSource): string | undefined {
  const directives = directivesOf(headers);
  const found = ['no-store', 'private'].find((name) => directives.has(name));
  if (found) return `Cache-Control: ${found}`;
  const vary = headers.get('vary');
  return variesByUser(vary) ? `Vary: ${vary ?? ''}` : undefined;
}

const isAnswer = (asked: Asked | undefined): asked is Answer => asked?.kind === 'answer';

const isSame = (one: Answer, other: Answer): boolean => compareCopies(asCopy(one), asCopy(other)).same;

/** What came in part shows nothing. */
const whole = (asked: Asked): Asked =>
  isAnswer(asked) && asked.lack ? { kind: 'none', why: `the body of the copy is ${asked.lack}` } : asked;

/**
 * Asks for the copies that it takes.
 * @param canonical what the worker asks for in place of the visitor's URL
 */
export async function gatherCopies(
  asker: Asker,
  { url, canonical }: { url: URL; canonical: URL },
  own: Answer,
): Promise<Copies> {
  const conditional = whole(await asker.asNobody(canonical, own));
  const plain = whole(await asker.asNobody(canonical));
  const isQueryDropped = canonical.search.length < url.search.length;
  const copies: Copies = { own, conditional, plain, isQueryDropped };
  if (!isAnswer(plain) || isSame(own, plain)) return copies;
  // A 304 has no body to compare with the other copy.
  const isBodyless = !isAnswer(conditional) || conditional.status === 304;
  const again = isBodyless ? whole(await asker.asNobody(canonical)) : undefined;
  return { ...copies, again, navigated: whole(await asker.visitAsNobody(url)) };
}

/** The two answers without cookies that have a body. */
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
  // Under a URL with more parameters the answer and the copy both have to say so.
  const isVouched =
    isQueryDropped &&
    conditional.status === 200 &&
    [own, conditional].every(({ headers }) => isDeclaredShared(headers));
  if (isVouched) return { whose: 'everyone', by: 'copy' };
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
  // Copies of another status are told apart by that.
  return one.status === other.status ? describeDifference(asCopy(one), asCopy(other)) : compared.why;
}

/** The same `ETag`: a date alone is no proof for the worker. */
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
