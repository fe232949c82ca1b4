/** Decides whether a webhook is genuine. */
import { problem, type Problem } from './problem.js';
import { type Scheme, SCHEMES, type SignedRequest } from './schemes.js';

export interface Verified {
  /** The ID of the delivery. A repeated delivery has the same. */
  readonly id?: string;
}

/** Longest ID. It becomes a key of the log. */
const MAX_ID_LENGTH = 200;

const SIGN =
  'Sign it as Standard Webhooks, GitHub, Shopify, Sanity, Contentful or WooCommerce do, or send Authorization: Bearer';

function timeFault(scheme: Scheme, request: SignedRequest, now: number): Problem | undefined {
  const { signedAt, window } = scheme;
  if (!signedAt || window === undefined) return undefined;
  const difference = Math.abs(now - signedAt(request)) / 1000;
  if (Number.isNaN(difference))
    return problem(
      400,
      `its ${scheme.name} time is missing or not a number`,
      'Send the time of the signature',
    );
  return difference <= window
    ? undefined
    : problem(
        401,
        `it was signed ${Math.round(difference)} seconds from now, and ${window} are allowed`,
        'Sign it again, and check the clocks of both machines',
      );
}

/** The ID of a delivery, by the headers of its scheme. */
function idOf(scheme: Scheme, { headers }: SignedRequest): Problem | Verified {
  const name = scheme.ids.find((header) => headers.get(header));
  const id = name && headers.get(name);
  if (!id) return {};
  return id.length <= MAX_ID_LENGTH && /^[\x21-\x7e]+$/.test(id)
    ? { id }
    : problem(
        400,
        `its ${name} is longer than ${MAX_ID_LENGTH} characters or holds others than ASCII`,
        'Shorten it',
      );
}

/**
 * The secrets are all tried, so that the time does not tell which one fits.
 * @param now in ms since the epoch
 */
export async function verify(
  request: SignedRequest,
  secrets: readonly string[],
  now: number,
): Promise<Verified | Problem> {
  const scheme = SCHEMES.find(({ header }) => request.headers.has(header));
  if (!scheme) return problem(401, 'it has no signature', SIGN);
  if (scheme.name === 'Standard Webhooks' && !request.headers.get('webhook-id'))
    return problem(400, 'it has no webhook-id', 'Send an ID that is unique for each event');
  const wrongTime = timeFault(scheme, request, now);
  if (wrongTime?.status === 400) return wrongTime;
  const matches = await Promise.all(secrets.map((secret) => scheme.isSignedWith(secret, request)));
  if (!matches.includes(true)) {
    const what =
      scheme.name === 'bearer' ? 'its bearer token is wrong' : `its ${scheme.name} signature is wrong`;
    return problem(401, what, 'Give the sender and the feed the same secret');
  }
  return wrongTime ?? idOf(scheme, request);
}
