/** Loads the files of tests that share a page of a browser. It runs in that page. */

/**
 * What a file leaves on Mocha's root suite would be run for the tests of the other files too, and a file without a test
 * would not be missed among them: either is an error.
 * @param {string} name @param {() => Promise<unknown>} load
 */
export async function loadFile(name, load) {
  /** @type {Record<'suites' | 'tests' | '_beforeEach' | '_afterEach', unknown[]>} */
  const root = /** @type {any} */ (globalThis).mocha.suite;
  const count = () => root.suites.length + root.tests.length;
  const before = count();
  await load();
  if (count() === before) throw new Error(`Failed to load "${name}": it declares no test.`);
  if (root._beforeEach.length + root._afterEach.length > 0)
    throw new Error(
      `Failed to load "${name}": its beforeEach and afterEach run for other files too. Move them into a describe.`,
    );
}
