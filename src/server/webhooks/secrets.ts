/** Checks the secrets when the feed is made, and not when the first webhook arrives. */
import { failure } from '../../shared/errors.js';
import { standardKey } from './schemes.js';

/** One secret; or several, while senders are changed from one to the next. */
export type Secret = string | readonly string[];

const MIN_LENGTH = 16;

const MAKE = 'Make one with: openssl rand -hex 32';

function assertUsable(secret: unknown, owner: string): void {
  const refuse = (fault: string) => failure('bad-request', `make ${owner}`, fault, MAKE);
  if (typeof secret !== 'string') throw refuse('a secret is not a string');
  if (secret.length < MIN_LENGTH) throw refuse(`a secret is shorter than ${MIN_LENGTH} characters`);
  if (/\s/.test(secret)) throw refuse('a secret holds a space or a line break');
  try {
    if (standardKey(secret).length < MIN_LENGTH) throw new Error();
  } catch {
    throw refuse(`a secret begins with "whsec_" and is not Base64 of at least ${MIN_LENGTH} bytes`);
  }
}

/**
 * @param owner of the secrets, for the error
 * @throws IsrError `bad-request` for a secret that is too short or no text. The error does not name the secret.
 */
export function secretsOf(secret: Secret | undefined, owner: string): readonly string[] {
  const secrets = secret === undefined || secret === '' ? [] : typeof secret === 'string' ? [secret] : secret;
  for (const one of secrets) assertUsable(one, owner);
  return secrets;
}
