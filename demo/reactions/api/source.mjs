/** Which real issue the environment names. */

const refuse = (/** @type {string} */ what, /** @type {string} */ cause, /** @type {string} */ remedy) =>
  new Error(`Failed to read "${what}": ${cause}. ${remedy}.`);

/**
 * Undefined where the environment names no issue: a token alone is there for other programs.
 * @param {NodeJS.ProcessEnv} env
 * @returns {import('./github.mjs').Source | undefined}
 */
export function sourceFrom({
  GITHUB_TOKEN,
  GITHUB_REPO,
  GITHUB_ISSUE,
  GITHUB_API = 'https://api.github.com',
}) {
  if (!GITHUB_REPO && !GITHUB_ISSUE) return undefined;
  const [owner = '', name = '', ...rest] = (GITHUB_REPO ?? '').split('/');
  if (!owner || !name || rest.length > 0)
    throw refuse(`GITHUB_REPO=${GITHUB_REPO ?? ''}`, 'it is no repository', 'Give OWNER/NAME');
  const number = Number(GITHUB_ISSUE);
  if (!(Number.isInteger(number) && number > 0))
    throw refuse(`GITHUB_ISSUE=${GITHUB_ISSUE ?? ''}`, 'it is no number', 'Give that of an issue');
  if (!GITHUB_TOKEN)
    throw refuse(
      `${owner}/${name}#${number}`,
      'GITHUB_TOKEN is missing',
      'Give a token that may read issues',
    );
  return { url: GITHUB_API.replace(/\/+$/, ''), token: GITHUB_TOKEN, owner, name, number };
}
