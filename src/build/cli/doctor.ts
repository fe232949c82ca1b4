import { IsrError } from '../../shared/errors.js';
import { doctor } from '../doctor/doctor.js';
import { reportDoctor } from '../doctor/report.js';
import { type Arguments, readList, readNumber, readText } from './arguments.js';

/** `Name: value`. Without a colon the value is empty, and the doctor refuses the header. */
function readHeader(given: string): [name: string, value: string] {
  const [, name = given, value = ''] = /^([^:]*):(.*)$/s.exec(given) ?? [];
  return [name.trim(), value.trim()];
}

/** The exit code if the doctor found errors. If it could not run, the code is 2. */
const FOUND_ERRORS = 1;

export async function runDoctor({ argument: origin, flags }: Arguments): Promise<void> {
  if (origin === undefined)
    throw new IsrError(
      'bad-request',
      'Failed to read the origin "": it is missing. Write sw-isr doctor https://example.test.',
    );
  const isJson = flags.json === true;
  const isShown = process.stderr.isTTY && !isJson;
  const result = await doctor({
    origin,
    config: readText(flags, 'config'),
    cookies: readList(flags, 'cookie'),
    headers: readList(flags, 'header').map(readHeader),
    paths: readList(flags, 'path'),
    limit: readNumber(flags, 'limit'),
    worker: readText(flags, 'worker'),
    timeout: readNumber(flags, 'timeout'),
    onPage: (path) => {
      if (isShown) process.stderr.write(`\r\x1b[KAsking ${path.slice(0, 70)}`);
    },
  });
  if (isShown) process.stderr.write('\r\x1b[K');
  const isColoured = process.stdout.isTTY && !process.env.NO_COLOR;
  console.log(isJson ? JSON.stringify(result, null, 2) : reportDoctor(result, isColoured));
  if (result.counts.error > 0) process.exitCode = FOUND_ERRORS;
}
