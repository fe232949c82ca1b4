/** A node:test reporter that writes one JSON line per test, so that the runner can count and name them. */

/** @param {AsyncIterable<{ type: string, data: any }>} source */
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite' && type === 'test:pass') continue;
    // A file that holds no test is reported as a test that passed.
    if (type === 'test:pass' && data.name === data.file) continue;
    const result =
      data.skip !== undefined || data.todo !== undefined ? 'skipped' : type.slice('test:'.length);
    const onlyItsTests = data.details?.error?.failureType === 'subtestsFailed';
    if (onlyItsTests) continue;
    yield `${JSON.stringify({ result, name: data.name, file: data.file })}\n`;
  }
}
