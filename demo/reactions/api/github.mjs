/** Reads and changes the reactions of an issue, by GitHub's GraphQL API or one of its shape. */
import { REACTIONS } from './contents.mjs';

const QUERY = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      id
      title
      url
      reactionGroups { content viewerHasReacted reactors { totalCount } }
    }
  }
}`;

/** @param {'addReaction' | 'removeReaction'} name */
const mutationOf = (name) =>
  `mutation ($input: ${name === 'addReaction' ? 'AddReactionInput' : 'RemoveReactionInput'}!) {
  ${name}(input: $input) { reactionGroups { content } }
}`;

const TIMEOUT_MS = 10_000;

/**
 * @typedef {object} Source
 * @property {string} url of the API, without `/graphql`
 * @property {string} token
 * @property {string} owner
 * @property {string} name
 * @property {number} number of the issue
 *
 * @typedef {object} Issue
 * @property {string} id
 * @property {string} title
 * @property {string} url
 * @property {{ content: string, count: number, isMine: boolean }[]} reactions in GitHub's order
 */

/** @param {number} status @param {any} body */
function causeOf(status, body) {
  if (status === 401) return 'the token was refused. Give a valid one in GITHUB_TOKEN';
  const [first] = body?.errors ?? [];
  if (first?.type === 'NOT_FOUND') return `${first.message} Check GITHUB_REPO and GITHUB_ISSUE`;
  if (first) return `it says "${first.message}"`;
  return `it answered ${status}. Try again later`;
}

/** @param {Source} source */
export function createClient({ url, token, owner, name, number }) {
  /** @param {string} query @param {object} variables @param {string} [viewer] */
  async function ask(query, variables, viewer) {
    const headers = {
      'Content-Type': 'application/json',
      Authorization: `bearer ${token}`,
      ...(viewer && { 'X-Viewer': viewer }),
    };
    const body = JSON.stringify({ query, variables });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body, signal });
    const result = await answer.json().catch(() => null);
    if (!answer.ok || !result || result.errors)
      throw new Error(`Failed to read "${owner}/${name}#${number}": ${causeOf(answer.status, result)}.`);
    return result.data;
  }

  return {
    /** @param {string} [viewer] @returns {Promise<Issue>} rejects with the fault and the remedy */
    async read(viewer) {
      const { repository } = await ask(QUERY, { owner, name, number }, viewer);
      const { id, title, url: address, reactionGroups } = repository.issue;
      const reactions = REACTIONS.map(({ content }) => {
        const group = reactionGroups.find((/** @type {any} */ one) => one.content === content);
        return { content, count: group?.reactors.totalCount ?? 0, isMine: group?.viewerHasReacted ?? false };
      });
      return { id, title, url: address, reactions };
    },
    /** @param {string} id of the issue @param {{ content: string, isOn: boolean, viewer: string }} change */
    async react(id, { content, isOn, viewer }) {
      const mutation = isOn ? 'addReaction' : 'removeReaction';
      await ask(mutationOf(mutation), { input: { subjectId: id, content } }, viewer);
    },
  };
}

/**
 * The real issue that the environment names; undefined without one.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Source | undefined}
 */
export function sourceFrom({
  GITHUB_TOKEN,
  GITHUB_REPO,
  GITHUB_ISSUE,
  GITHUB_API = 'https://api.github.com',
}) {
  if (!GITHUB_TOKEN && !GITHUB_REPO && !GITHUB_ISSUE) return undefined;
  const [owner = '', name = '', ...rest] = (GITHUB_REPO ?? '').split('/');
  const number = Number(GITHUB_ISSUE);
  if (!GITHUB_TOKEN) throw new Error('Failed to read a real issue: GITHUB_TOKEN is missing. Give a token.');
  if (!owner || !name || rest.length > 0)
    throw new Error(
      `Failed to read "GITHUB_REPO=${GITHUB_REPO ?? ''}": it is no repository. Give OWNER/NAME.`,
    );
  if (!(Number.isInteger(number) && number > 0))
    throw new Error(
      `Failed to read "GITHUB_ISSUE=${GITHUB_ISSUE ?? ''}": it is no number. Give that of an issue.`,
    );
  return { url: GITHUB_API, token: GITHUB_TOKEN, owner, name, number };
}
