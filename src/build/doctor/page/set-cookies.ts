/** Cookies that a page sets, but no longer sets once it is stored (rule 24). */
import type { Answer } from '../asking/http.js';
import { type Finding, finding } from '../findings.js';
import type { Copies } from './ownership.js';

/** The names of the cookies that the responses set. */
function cookiesSet({ own, conditional, plain }: Copies): string[] {
  const answers = [own, conditional, plain].filter((asked): asked is Answer => asked.kind === 'answer');
  const names = answers.flatMap(({ setCookies }) =>
    setCookies.map((field) => /^\s*([^=;]*)/.exec(field)?.[1]?.trim() ?? ''),
  );
  return [...new Set(names)].filter(Boolean);
}

/** For a page that is stored for everyone. */
export function cookieFinding(copies: Copies): Finding | undefined {
  const names = cookiesSet(copies);
  return names.length > 0
    ? finding(
        'set-cookie',
        `It sets a cookie (${names.join(', ')}) and is everyone's: once it is stored, it no longer sets the cookie.`,
      )
    : undefined;
}
