/** 500,000,000 tweets, made from their number: none is stored anywhere. */
import { isMissing, pick, randomOf, TWEETS } from '../browser/numbers.js';
import { ENDINGS, FIRST, LAST, OPENINGS, PEOPLE, PLACES, SENTENCES, THINGS } from './words.mjs';

/** The first tweet was written then, the last one in 2026; in milliseconds since the epoch. */
const [FIRST_AT, LAST_AT] = [Date.UTC(2009, 2, 21, 8, 50), Date.UTC(2026, 10, 26, 20, 0)];

/**
 * @typedef {object} Author
 * @property {string} name
 * @property {string} handle
 * @property {number} seed of the avatar
 *
 * @typedef {object} Tweet
 * @property {number} id
 * @property {Author} author
 * @property {string} text
 * @property {number} at milliseconds since the epoch
 * @property {number} likes
 * @property {number} reposts
 * @property {number} replies
 * @property {number} [picture] seed of its picture
 * @property {Tweet} [quoted]
 */

/** @param {number} seed @returns {Author} */
function authorOf(seed) {
  const random = randomOf(seed);
  const [first, last] = [pick(random, FIRST), pick(random, LAST)];
  return {
    name: `${first} ${last}`,
    handle: `${first}_${last}${Math.floor(random() * 90) + 10}`.toLowerCase(),
    seed,
  };
}

/** Each sentence begins with a capital. @param {string} text */
const capitalized = (text) => text.replace(/(?:^|[.!?] )[a-z]/g, (start) => start.toUpperCase());

/** @param {() => number} random */
function textOf(random) {
  const [person, thing, place] = [pick(random, PEOPLE), pick(random, THINGS), pick(random, PLACES)];
  const opening = pick(random, OPENINGS);
  const sentence = pick(random, SENTENCES)
    .replaceAll('{person}', person)
    .replaceAll('{thing}', thing)
    .replaceAll('{place}', place);
  return [opening, capitalized(sentence), pick(random, ENDINGS)].filter(Boolean).join(' ');
}

/** Few tweets are liked by many. @param {() => number} random @param {number} most */
const count = (random, most) => Math.floor(most ** (random() ** 1.2)) - 1;

/**
 * @param {number} id
 * @param {boolean} [mayQuote] a quoted tweet quotes none
 * @returns {Tweet | null} null for one that is not there
 */
export function tweetOf(id, mayQuote = true) {
  if (isMissing(id)) return null;
  const random = randomOf(id);
  const author = authorOf(1 + Math.floor(random() * 2_000_000));
  const text = textOf(random);
  const at = Math.round(FIRST_AT + ((LAST_AT - FIRST_AT) * id) / TWEETS);
  const likes = count(random, 250_000);
  const [reposts, replies] = [Math.floor(likes * random() * 0.3), Math.floor(likes * random() * 0.1)];
  const kind = random();
  // What is quoted was written before.
  const other = Math.floor(random() * id);
  const quoted = mayQuote && kind > 0.82 ? tweetOf(other, false) : null;
  return {
    ...{ id, author, text, at, likes, reposts, replies },
    ...(kind < 0.3 && { picture: 1 + other }),
    ...(quoted && { quoted }),
  };
}

/** How long the API takes for a tweet, in milliseconds: 800 to 1500, the same each time. @param {number} id */
export const renderTimeOf = (id) => 800 + Math.floor(randomOf(id ^ 0x2a2a)() * 700);
