/** Detects routes that match only the data that a framework loads beside its pages. It is never stored (rule 30). */
import { isPartialUrl } from '../../../core/http/request-kind.js';
import { pathnameOf } from './pattern.js';
import { isOptions } from '../section.js';

/** The tokens of a URLPattern: an escaped character, a name, a syntax character, or any other character. */
const TOKEN = /\\.|:[\w$]+|[(){}*?+]|[^]/g;

/** The literal texts that every matching URL contains: those outside of groups. The last one ends the URL. */
function certainTexts(pattern: string): string[] {
  const texts = [''];
  let depth = 0;
  for (const [token] of pattern.matchAll(TOKEN)) {
    const isSyntax = token.length === 1 ? '(){}*?+'.includes(token) : token.startsWith(':');
    if (token === '(' || token === '{') depth += 1;
    if (token === ')' || token === '}') depth -= 1;
    if (isSyntax) texts.push('');
    else if (depth === 0) texts.push((texts.pop() ?? '') + token.replace('\\', ''));
  }
  return texts;
}

/** The literal start and end of every path that a RegExp matches; empty where they are uncertain. */
function certainEnds({ source, flags }: RegExp): { start: string; end: string } {
  if (source.includes('|') || flags.includes('i')) return { start: '', end: '' };
  const [, start = ''] = /^\^((?:[\w/-]|\\[./-])+)/.exec(source) ?? [];
  const [, end = ''] = /((?:[\w/-]|\\[./-])+)\$$/.exec(source) ?? [];
  return { start: start.replaceAll('\\', ''), end: end.replaceAll('\\', '') };
}

const isData = (pathname: string, search = ''): boolean => isPartialUrl({ pathname, search });

/** Whether a `match` certainly matches only such data. Never true for a function. */
export function takesOnlyData(match: unknown): boolean {
  if (match instanceof RegExp) {
    const { start, end } = certainEnds(match);
    return isData(`${start}*`) || isData(end);
  }
  const texts = certainTexts(pathnameOf(match) ?? '*');
  const search = isOptions(match) && typeof match.search === 'string' ? match.search : '';
  const [first = ''] = certainTexts(search);
  return (
    texts.some((text) => isData(`${text}*`)) ||
    isData(texts.at(-1) ?? '') ||
    isData('', `?${first.replace(/^\?/, '')}`)
  );
}
