/** Reads and changes the reactions of an issue, by GitHub's GraphQL API or one of its shape. */
import { REACTIONS } from './contents.mjs';

const QUERY = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      id
      title
      bodyText
      url
      reactionGroups { content viewerHasReacted reactors { totalCount } }
    }
  }
}`;

const ADD = `mutation ($input: AddReactionInput!) { addReaction(input: $input) { reaction { content } } }`;
const REMOVE = `mutation ($input: RemoveReactionInput!) { removeReaction(input: $input) { reaction { content } } }`;

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
 * @property {string} text
 * @property {string} url
 * @property {Reaction[]} reactions all eight, in GitHub's order
 *
 * @typedef {object} Reaction
 * @property {import('./contents.mjs').Content} content
 * @property {number} count
 * @property {boolean} isMine
 */

/** What GitHub means by the types of its errors. @type {Readonly<Record<string, string>>} */
const REMEDIES = {
  NOT_FOUND: 'Check GITHUB_REPO and GITHUB_ISSUE, and that the token may read them',
  FORBIDDEN: 'Give a token that may read the issues of this repository',
  INSUFFICIENT_SCOPES: 'Give a token that may read the issues of this repository',
  RATE_LIMITED: 'Wait until the hour is over',
};

/** @param {Headers} headers */
const isLimited = (headers) =>
  headers.get('x-ratelimit-remaining') === '0' || headers.get('retry-after') !== null;

/**
 * @param {{ status: number, headers: Headers }} answer
 * @param {any} body
 * @returns {string} cause and remedy
 */
function causeOf({ status, headers }, body) {
  if (status === 401) return 'the token was refused. Give a valid one in GITHUB_TOKEN';
  if (status === 429 || (status === 403 && isLimited(headers)))
    return 'the token has made too many requests. Wait until the hour is over';
  const [first] = body?.errors ?? [];
  if (first) {
    const remedy = REMEDIES[first.type];
    return `the API says “${String(first.message).replace(/\.$/, '')}”${remedy ? `. ${remedy}` : ''}`;
  }
  if (status >= 500) return `the API answered ${status}. Try again later`;
  if (!body?.data) return `the API answered ${status}, and nothing of GraphQL. Check GITHUB_API`;
  return 'the API knows no such issue. Check GITHUB_REPO and GITHUB_ISSUE';
}

/** @param {unknown} error of `fetch` @param {string} url */
function whyUnreached(error, url) {
  const { cause, name } = /** @type {{ cause?: { code?: string }, name?: string }} */ (error);
  const why = name === 'TimeoutError' ? `no answer within ${TIMEOUT_MS / 1000} s` : (cause?.code ?? name);
  return `the API at ${url} cannot be reached (${why}). Check the network, and GITHUB_API`;
}

/** @param {any} group @param {import('./contents.mjs').Content} content @returns {Reaction} */
const reactionOf = (group, content) => ({
  content,
  count: group?.reactors?.totalCount ?? 0,
  isMine: group?.viewerHasReacted ?? false,
});

/** @param {Source} source */
export function createClient({ url, token, owner, name, number }) {
  const failed = (/** @type {string} */ cause) =>
    new Error(`Failed to ask for "${owner}/${name}#${number}": ${cause}.`);

  /** @param {string} query @param {object} variables @param {string} [viewer] */
  async function ask(query, variables, viewer) {
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': 'sw-isr-demo',
      Authorization: `bearer ${token}`,
      ...(viewer && { 'X-Viewer': viewer }),
    };
    const body = JSON.stringify({ query, variables });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body, signal }).catch((error) => {
      throw failed(whyUnreached(error, url));
    });
    const result = await answer.json().catch(() => null);
    if (!answer.ok || !result?.data || result.errors) throw failed(causeOf(answer, result));
    return result.data;
  }

  return {
    /** @param {string} [viewer] @returns {Promise<Issue>} rejects with the fault and the remedy */
    async read(viewer) {
      const data = await ask(QUERY, { owner, name, number }, viewer);
      const issue = data.repository?.issue;
      if (!issue) throw failed(causeOf({ status: 200, headers: new Headers() }, { data }));
      /** @type {any[]} */
      const groups = issue.reactionGroups ?? [];
      return {
        ...{ id: issue.id, title: issue.title, text: issue.bodyText ?? '', url: issue.url },
        reactions: REACTIONS.map(({ content }) =>
          reactionOf(
            groups.find((one) => one.content === content),
            content,
          ),
        ),
      };
    },
    /**
     * @param {string} id of the issue
     * @param {{ content: import('./contents.mjs').Content, isOn: boolean, viewer: string }} change
     * @returns {Promise<void>}
     */
    async react(id, { content, isOn, viewer }) {
      await ask(isOn ? ADD : REMOVE, { input: { subjectId: id, content } }, viewer);
    },
  };
}

/** @typedef {ReturnType<typeof createClient>} Client */
