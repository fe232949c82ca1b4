/**
 * Appends events to an SQLite log until it fails or is killed, twenty at a time: `node appender.mjs <file> <count>`. Prints
 * a line for each answer: `ok <number> <sequence>` or `failed <number> <code>`.
 */
const { sqliteLog } = await import(new URL('../../../dist/server.js', import.meta.url).href);

const [file = '', count = ''] = process.argv.slice(2);
const AT_ONCE = 20;
const log = sqliteLog(file);

/** @param {number} number */
async function append(number) {
  const event = { at: Date.now() / 1000, tags: [`${number} ${'x'.repeat(500)}`] };
  try {
    process.stdout.write(`ok ${number} ${await log.append([event], `webhook-${number}`)}\n`);
  } catch (error) {
    process.stdout.write(`failed ${number} ${/** @type {{ code?: string }} */ (error).code}\n`);
  }
}

for (let first = 0; first < Number(count); first += AT_ONCE)
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => append(first + index)));
await log.close();
