/** Writes outdate what is stored, unless they fail. */
import { ELSEWHERE, FRESH, type Case } from './case.js';

/** RFC 9111 §4.4: a write by each method, which succeeds or fails, and the URL that it changes. */
export const writes = ['POST', 'PUT', 'PATCH', 'DELETE', 'LINK'].flatMap((method) =>
  [undefined, 'Location', 'Content-Location'].flatMap((field) =>
    [200, 500].map((status): Case => {
      const at = field === undefined ? undefined : ELSEWHERE;
      const headers = field ? { [field]: `{path}${ELSEWHERE}` } : {};
      return {
        name: `${method} answered with ${status}, for ${field ?? 'its own URL'}`,
        steps: [
          { at, answer: { headers: FRESH }, by: 'server' },
          { ask: { method, body: 'x' }, answer: { status, headers }, by: 'server' },
          { at, by: status < 400 ? 'server' : 'store' },
        ],
      };
    }),
  ),
);
