/** What is written to a terminal: colours and progress. */
import * as util from 'node:util';
import type { WriteStream } from 'node:tty';

type Stream = Pick<WriteStream, 'write'> & { isTTY?: boolean };
type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/**
 * Whether colours are written: `FORCE_COLOR` (0 and false: none) decides, then `NO_COLOR` and `TERM=dumb` forbid them,
 * and a terminal allows them.
 */
export function isColoured(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  const { FORCE_COLOR: forced } = env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (env.NO_COLOR || env.NODE_DISABLE_COLORS || env.TERM === 'dumb') return false;
  return stream.isTTY === true;
}

/** Styles a text for standard output. Node has `styleText` since 20.12. */
export function styled(style: Style, text: string, isOn = isColoured(process.stdout)): string {
  const { styleText } = util as Partial<typeof util>;
  return isOn && styleText ? styleText(style, text, { validateStream: false }) : text;
}

export interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

/** One line on standard error that is overwritten. Nothing is written where it is no terminal, and with `--json`. */
export function progressLine(isJson: boolean, stream: Stream = process.stderr): ProgressLine {
  const isShown = stream.isTTY === true && !isJson;
  const write = (text: string): void => {
    if (isShown) stream.write(`\r\x1b[K${text}`);
  };
  return { show: (text) => write(text.slice(0, 78)), clear: () => write('') };
}

/** Prints a result: as one JSON document, or in words. */
export const printResult = (isJson: boolean, result: unknown, words: () => string): void =>
  console.log(isJson ? JSON.stringify(result, null, 2) : words());
