/** The one issue of the API, in memory, and who reacted to it how. */
import { GraphQLError } from 'graphql';
import { REACTIONS } from './contents.mjs';

export const ISSUE = { id: 'I_1', owner: 'demo', name: 'reactions', number: 1 };

const TEXTS = {
  title: 'Pages should be instant, and fresh',
  bodyText:
    'A page should be there when somebody asks for it, and say what is true now. Most sites choose one of the two. What do you think of having both?',
};

/** An error as GitHub words it. @param {'NOT_FOUND' | 'FORBIDDEN'} type @param {string} message */
const fault = (type, message) => new GraphQLError(message, { extensions: { type } });

/** How often each was chosen before anybody came. */
const COUNTS_BEFORE = [34, 2, 7, 18, 1, 26, 12, 9];

/**
 * @typedef {import('./contents.mjs').Content} Content
 *
 * @typedef {object} Change
 * @property {'created' | 'deleted'} action
 * @property {Content} content
 */

/**
 * @param {(change: Change) => void} onChange called once a reaction has been added or removed
 */
export function createIssue(onChange) {
  /** @type {Map<Content, Set<string>>} */
  const reactors = new Map(
    REACTIONS.map(({ content }, at) => [
      content,
      new Set(Array.from({ length: COUNTS_BEFORE[at] ?? 0 }, (_, one) => `somebody-${one}`)),
    ]),
  );

  const groups = () =>
    REACTIONS.map(({ content }) => ({
      content,
      reactors: { totalCount: reactors.get(content)?.size ?? 0 },
      viewerHasReacted: (/** @type {object} */ _, /** @type {{ viewer: string }} */ { viewer }) =>
        reactors.get(content)?.has(viewer) ?? false,
    }));

  const issue = () => ({
    ...{ __typename: 'Issue', id: ISSUE.id, number: ISSUE.number, url: '/issue', viewerCanReact: true },
    ...TEXTS,
    reactionGroups: groups(),
  });

  /** @param {'created' | 'deleted'} action */
  const mutation =
    (action) =>
    /** @param {{ input: { subjectId: string, content: Content, clientMutationId?: string } }} args @param {{ viewer: string }} context */
    ({ input: { subjectId, content, clientMutationId } }, { viewer }) => {
      if (subjectId !== ISSUE.id)
        throw fault('NOT_FOUND', `Could not resolve to a node with the global id of '${subjectId}'.`);
      const who = reactors.get(content) ?? new Set();
      const before = who.size;
      if (action === 'created') who.add(viewer);
      else who.delete(viewer);
      if (who.size !== before) onChange({ action, content });
      return { clientMutationId, reaction: { content }, reactionGroups: groups(), subject: issue() };
    };

  /** What answers the fields of `Query` and `Mutation`. */
  return {
    repository(/** @type {{ owner: string, name: string }} */ { owner, name }) {
      if (owner !== ISSUE.owner || name !== ISSUE.name)
        throw fault('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return {
        nameWithOwner: `${owner}/${name}`,
        issue(/** @type {{ number: number }} */ { number }) {
          if (number === ISSUE.number) return issue();
          throw fault('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`);
        },
      };
    },
    node(/** @type {{ id: string }} */ { id }) {
      if (id === ISSUE.id) return issue();
      throw fault('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
    },
    addReaction: mutation('created'),
    removeReaction: mutation('deleted'),
  };
}
