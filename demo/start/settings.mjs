/** What is set by the environment, read strictly. */

/**
 * @param {string | undefined} text
 * @returns {number} 3000 where nothing is said
 */
export function readPort(text) {
  if (text === undefined || text === '') return 3000;
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535))
    throw new Error(`Failed to read "PORT=${text}": it is not a port. Give a number up to 65535.`);
  return port;
}

/**
 * @param {string} name of a variable that configs read too
 * @param {number} fallback
 * @returns {number} seconds
 */
export function readSeconds(name, fallback) {
  const text = process.env[name];
  if (text === undefined) return fallback;
  const seconds = Number(text);
  if (text.trim() === '' || !(seconds > 0))
    throw new Error(`Failed to read "${name}=${text}": it is no number of seconds. Give one above 0.`);
  return seconds;
}
