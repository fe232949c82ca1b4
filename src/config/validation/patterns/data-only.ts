/** Routes that can take nothing but what a framework loads beside its pages, which is never stored (rule 30). */
import { isPartialUrl } from '../../core/http/request-kind.js';
import { pathnameOf } from './pattern.js';
import { isOptions } from './section.js';

/** A name, an escaped character, or one that is syntax, as a URLPattern is read from left to right. */
const TOKEN = /\\.|:[\w$]+|[(){}*?+]|[^]/g;

/** The literal texts of a pattern that every URL has: those outside of groups, the last one where the URL ends. */
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

/** The text that every path ends with that a RegExp takes, or begins with, if that is certain. */
function certainEnds({ source, flags }: RegExp): { start: string; end: string } {
  if (source.includes('|') || flags.includes('i')) return { start: '', end: '' };
  const [, start = ''] = /^\^((?:[\w/-]|\\[./-])+)/.exec(source) ?? [];
  const [, end = ''] = /((?:[\w/-]|\\[./-])+)\$$/.exec(source) ?? [];
  return { start: start.replaceAll('\\', ''), end: end.replaceAll('\\', '') };
}

const isData = (pathname: string, search = ''): boolean => isPartialUrl({ pathname, search });

/** Whether a `match` takes only URLs of such data. Only what is certain is said: nothing of functions. */
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
