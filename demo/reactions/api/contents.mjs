/** GitHub's eight reactions, by the names of its API (https://docs.github.com/graphql/reference/enums#reactioncontent). */

export const REACTIONS = /** @type {const} */ ([
  { content: 'THUMBS_UP', emoji: '👍', name: 'thumbs up' },
  { content: 'THUMBS_DOWN', emoji: '👎', name: 'thumbs down' },
  { content: 'LAUGH', emoji: '😄', name: 'laugh' },
  { content: 'HOORAY', emoji: '🎉', name: 'hooray' },
  { content: 'CONFUSED', emoji: '😕', name: 'confused' },
  { content: 'HEART', emoji: '❤️', name: 'heart' },
  { content: 'ROCKET', emoji: '🚀', name: 'rocket' },
  { content: 'EYES', emoji: '👀', name: 'eyes' },
]);

/** @typedef {(typeof REACTIONS)[number]['content']} Content */

/** @param {unknown} content @returns {content is Content} */
export const isContent = (content) => REACTIONS.some((one) => one.content === content);

/** @param {Content} content */
export const reactionOf = (content) =>
  /** @type {(typeof REACTIONS)[number]} */ (REACTIONS.find((one) => one.content === content));
