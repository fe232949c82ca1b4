/** Findings about whose a page is: everyone's, or the visitor's own. */
import type { ResolvedRoute } from '../../../config/resolve.js';
import { type Finding, finding } from '../findings.js';
import type { DoctorPage, Whose } from '../types.js';
import { botCheckIn } from './bot-check.js';
import { type Copies, type Ownership, personalHeader } from './ownership.js';
import { cookieFinding } from './set-cookies.js';
import { changedTokens } from './tokens.js';

const BY = {
  header: 'its headers say so',
  copy: 'the headers of the copy without cookies say so',
  '304': 'the request without cookies was answered 304',
  bytes: 'a copy without cookies has the same bytes',
  nonces: 'a copy without cookies is the same but for nonces',
  config: "its route says audience: 'everyone'",
} as const;

/** A bot check that stops the request without cookies. */
function botCheck({ conditional, plain }: Copies): Finding | undefined {
  const stopped = [conditional, plain].find(
    (asked) => asked.kind === 'answer' && botCheckIn(asked) !== undefined,
  );
  if (stopped?.kind !== 'answer') return undefined;
  return finding(
    'bot-check',
    `The request without cookies was stopped by a bot check of ${botCheckIn(stopped) ?? 'the site'} (status ${stopped.status}).`,
  );
}

const at = (why: string | undefined): string => (why === undefined ? '' : ` The first difference: ${why}.`);

/** A page that the worker would store for everyone, although its copies differ. */
function contradiction(
  { own, conditional }: Copies,
  { seen, proof, why, sharesValidator, alsoPersonal }: Ownership,
): Finding | undefined {
  if (seen !== 'personal' && !alsoPersonal) return undefined;
  if (proof.whose === 'everyone' && proof.by === 'config')
    return finding(
      'audience-but-personal',
      `Its route says audience: 'everyone', but the visitor's page differs.${at(why)}`,
    );
  if (proof.whose === 'everyone' && (proof.by === 'header' || proof.by === 'copy')) {
    const declaring = proof.by === 'copy' && conditional.kind === 'answer' ? conditional : own;
    return finding(
      'public-but-personal',
      `Cache-Control: ${declaring.headers.get('cache-control') ?? ''} says that it is for everyone, but the visitor's page differs.${at(why)}`,
    );
  }
  if (sharesValidator) {
    const validator = `ETag ${own.headers.get('etag') ?? ''}`;
    return finding(
      'shared-validator',
      `The visitor's page and the one without cookies differ, but have the same ${validator}.${at(why)}`,
    );
  }
  return undefined;
}

/** Form tokens in a page whose copies differ. */
function tokenFinding(
  isStored: boolean,
  { own, plain }: Copies,
  { seen, why }: Ownership,
): Finding | undefined {
  if (plain.kind === 'none' || seen === 'same' || seen === 'unknown') return undefined;
  const names = changedTokens(own.text, plain.text);
  if (names.length === 0) return undefined;
  const list = names.join(', ');
  return isStored
    ? finding(
        'stored-token',
        `A token (${list}) differs in each copy, but the page is stored for everyone: forms sent from the stored page fail.`,
      )
    : finding('form-token', `A token (${list}) differs in each copy, so the page is not stored.${at(why)}`);
}

/** Why the page is not stored, or the proof by which it is. */
function conclusion(copies: Copies, { seen, proof, why, alsoPersonal }: Ownership): Finding {
  if (proof.whose === 'everyone') return finding('everyone', `It is everyone's: ${BY[proof.by]}.`);
  if (proof.whose === 'unknown')
    return finding('unproven', `It is not proven to be everyone's: ${proof.why}.`);
  if (proof.byHeader) {
    const field = personalHeader(copies.own.headers) ?? '';
    const isAlike = seen === 'same' ? ' However, a copy without cookies is the same.' : at(why);
    return finding('personal-by-header', `${field} says that it is the visitor's own.${isAlike}`);
  }
  if (seen === 'changing') {
    const also = alsoPersonal ? " The visitor's page differs in more than that." : '';
    return finding('different-each-time', `No two copies are the same.${at(why)}${also}`);
  }
  return finding('personal', `The visitor's page differs from the one without cookies.${at(why)}`);
}

/** Differences that have another cause than the cookies. */
function otherCause({ seen, why }: Ownership): Finding | undefined {
  if (seen === 'by-mode')
    return finding(
      'sec-fetch-mode',
      `Navigations and scripted requests get different pages (Sec-Fetch-Mode, Accept).${at(why)}`,
    );
  return seen === 'by-query'
    ? finding('dropped-query', `The worker drops query parameters that select another page.${at(why)}`)
    : undefined;
}

/** Whose page it is for the worker. */
function whoseOf({ proof, seen }: Ownership): Whose {
  if (proof.whose === 'everyone') return 'everyone';
  if (proof.whose === 'unknown') return 'unknown';
  return seen === 'changing' ? 'different-each-time' : 'personal';
}

/**
 * Applies the route's `audience`, which counts unless the response itself forbids storing the page (rules 22 and 25).
 */
function withConfig({ audience }: ResolvedRoute, ownership: Ownership): Ownership {
  const { proof } = ownership;
  const isForbidden = proof.whose === 'visitor' && proof.byHeader;
  return audience === 'everyone' && !isForbidden
    ? { ...ownership, proof: { whose: 'everyone', by: 'config' } }
    : ownership;
}

type Findings = readonly (Finding | undefined)[];

const ofStored = (copies: Copies, ownership: Ownership): Findings => [
  contradiction(copies, ownership) ?? conclusion(copies, ownership),
  otherCause(ownership),
  tokenFinding(true, copies, ownership),
  cookieFinding(copies),
];

function ofUnstored(copies: Copies, ownership: Ownership): Findings {
  const token = tokenFinding(false, copies, ownership);
  // A token explains why no two copies are the same.
  const isExplained = ownership.seen === 'changing' && token !== undefined;
  const cause = botCheck(copies) ?? otherCause(ownership);
  return [
    cause ?? (isExplained ? undefined : conclusion(copies, ownership)),
    contradiction(copies, ownership),
    token,
  ];
}

/** The findings about a page's copies, on a route that stores pages that are everyone's. */
export function ownershipFindings(
  route: ResolvedRoute,
  copies: Copies,
  observed: Ownership,
): Pick<DoctorPage, 'whose' | 'by' | 'why' | 'findings'> {
  const ownership = withConfig(route, observed);
  const { proof, why } = ownership;
  const findings = (proof.whose === 'everyone' ? ofStored : ofUnstored)(copies, ownership);
  return {
    whose: whoseOf(ownership),
    ...(proof.whose === 'everyone' && { by: proof.by }),
    ...(why !== undefined && { why }),
    findings: findings.filter((one) => one !== undefined),
  };
}
