/** What is said of whose a page is. */
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

/** A check for bots that stops the request without cookies. */
function botCheck({ conditional, plain }: Copies): Finding | undefined {
  const stopped = [conditional, plain].find(
    (asked) => asked.kind === 'answer' && botCheckIn(asked) !== undefined,
  );
  if (stopped?.kind !== 'answer') return undefined;
  return finding(
    'bot-check',
    `The request without cookies was stopped by a check for bots of ${botCheckIn(stopped) ?? 'the site'} (status ${stopped.status}).`,
  );
}

const at = (why: string | undefined): string => (why === undefined ? '' : ` The first difference: ${why}.`);

/** A page that is taken for everyone's, and whose copies show that it is not. */
function contradiction(
  { own, conditional }: Copies,
  { seen, proof, why, sharesValidator, alsoPersonal }: Ownership,
): Finding | undefined {
  if (seen !== 'personal' && !alsoPersonal) return undefined;
  if (proof.whose === 'everyone' && proof.by === 'config')
    return finding(
      'audience-but-personal',
      `Its route says audience: 'everyone', and the visitor's page is another one.${at(why)}`,
    );
  if (proof.whose === 'everyone' && (proof.by === 'header' || proof.by === 'copy')) {
    const vouching = proof.by === 'copy' && conditional.kind === 'answer' ? conditional : own;
    return finding(
      'public-but-personal',
      `Cache-Control: ${vouching.headers.get('cache-control') ?? ''} says that it is for everyone, and the visitor's page is another one.${at(why)}`,
    );
  }
  if (sharesValidator) {
    const validator = `ETag ${own.headers.get('etag') ?? ''}`;
    return finding(
      'shared-validator',
      `The visitor's page and the one without cookies differ, and have the same ${validator}.${at(why)}`,
    );
  }
  return undefined;
}

/** What is said of tokens in a page whose copies differ. */
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
        `A token (${list}) differs in each copy of a page that is kept for everyone: forms sent from the stored page fail.`,
      )
    : finding(
        'form-token',
        `A token (${list}) is different in each copy, so that the page is not kept.${at(why)}`,
      );
}

/** Why the page is not kept, or by what it is. */
function conclusion(copies: Copies, { seen, proof, why, alsoPersonal }: Ownership): Finding {
  if (proof.whose === 'everyone') return finding('everyone', `It is everyone's: ${BY[proof.by]}.`);
  if (proof.whose === 'unknown')
    return finding('unproven', `Whether it is everyone's was not shown: ${proof.why}.`);
  if (proof.byHeader) {
    const field = personalHeader(copies.own.headers) ?? '';
    const isAlike = seen === 'same' ? ' A copy without cookies is the same, though.' : at(why);
    return finding('personal-by-header', `${field} says that it is the visitor's own.${isAlike}`);
  }
  if (seen === 'changing') {
    const also = alsoPersonal ? " The visitor's page differs in more than that." : '';
    return finding('different-each-time', `No two copies are the same.${at(why)}${also}`);
  }
  return finding('personal', `The visitor's page is another one than that without cookies.${at(why)}`);
}

/** What makes another page, where it is not the cookies. */
function otherCause({ seen, why }: Ownership): Finding | undefined {
  if (seen === 'by-mode')
    return finding(
      'sec-fetch-mode',
      `A navigation gets another page than a request of a script (Sec-Fetch-Mode, Accept).${at(why)}`,
    );
  return seen === 'by-query'
    ? finding('dropped-query', `The worker asks without parameters that make another page.${at(why)}`)
    : undefined;
}

/** Whose the worker takes the page for. */
function whoseOf({ proof, seen }: Ownership): Whose {
  if (proof.whose === 'everyone') return 'everyone';
  if (proof.whose === 'unknown') return 'unknown';
  return seen === 'changing' ? 'different-each-time' : 'personal';
}

/** With the word of the config, which counts unless the answer itself forbids to keep it (rules 22 and 25). */
function withConfig({ audience }: ResolvedRoute, ownership: Ownership): Ownership {
  const { proof } = ownership;
  const isForbidden = proof.whose === 'visitor' && proof.byHeader;
  return audience === 'everyone' && !isForbidden
    ? { ...ownership, proof: { whose: 'everyone', by: 'config' } }
    : ownership;
}

type Said = readonly (Finding | undefined)[];

const ofStored = (copies: Copies, said: Ownership): Said => [
  contradiction(copies, said) ?? conclusion(copies, said),
  otherCause(said),
  tokenFinding(true, copies, said),
  cookieFinding(copies),
];

function ofUnstored(copies: Copies, said: Ownership): Said {
  const token = tokenFinding(false, copies, said);
  // It says more than that no two copies are the same, and what to do about it.
  const isTold = said.seen === 'changing' && token !== undefined;
  const why = botCheck(copies) ?? otherCause(said);
  return [why ?? (isTold ? undefined : conclusion(copies, said)), contradiction(copies, said), token];
}

/** What the copies say of a page, on a route that keeps it if it is everyone's. */
export function ownershipFindings(
  route: ResolvedRoute,
  copies: Copies,
  ownership: Ownership,
): Pick<DoctorPage, 'whose' | 'by' | 'why' | 'findings'> {
  const said = withConfig(route, ownership);
  const { proof, why } = said;
  const findings = (proof.whose === 'everyone' ? ofStored : ofUnstored)(copies, said);
  return {
    whose: whoseOf(said),
    ...(proof.whose === 'everyone' && { by: proof.by }),
    ...(why !== undefined && { why }),
    findings: findings.filter((one) => one !== undefined),
  };
}
