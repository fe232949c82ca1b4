/** Finds a port to serve on. */

/** How many ports are tried, from the wanted one upwards. */
const TRIES = 20;

/**
 * @template T
 * @param {number} wanted 0: a free one
 * @param {(port: number) => Promise<T>} listen
 * @returns {Promise<T>}
 */
export async function listenFrom(wanted, listen) {
  for (let port = wanted; port < wanted + TRIES && port < 65_536; port += 1) {
    try {
      return await listen(port);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') throw error;
    }
  }
  throw new Error(
    `Failed to listen on "${wanted}": it and the ports after it are taken. Name another with PORT=….`,
  );
}
