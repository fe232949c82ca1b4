import { IsrError } from '../../shared/errors.js';
import { doctor } from '../doctor/doctor.js';
import { reportDoctor } from '../doctor/report.js';
import { type Arguments, readList, readNumber, readText } from './arguments.js';
import { isColoured, printResult, progressLine } from './terminal.js';

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
  const progress = progressLine(isJson);
  const result = await doctor({
    origin,
    config: readText(flags, 'config'),
    cookies: readList(flags, 'cookie'),
    headers: readList(flags, 'header').map(readHeader),
    paths: readList(flags, 'path'),
    limit: readNumber(flags, 'limit'),
    worker: readText(flags, 'worker'),
    timeout: readNumber(flags, 'timeout'),
    onPage: (path) => progress.show(`Asking ${path}`),
  }).finally(() => progress.clear());
  printResult(isJson, result, () => reportDoctor(result, isColoured(process.stdout)));
  if (result.counts.error > 0) process.exitCode = FOUND_ERRORS;
}
