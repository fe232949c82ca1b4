/** Reads one setting of a site's config in YAML, TOML or JSON. */
import { readJson } from './json.js';

const unquoted = (text: string): string => /^(["'])(.*?)\1/.exec(text)?.[2] ?? text.replace(/\s*#.*$/, '');

/** The first member of a list in one line, or the text itself. */
const firstOf = (text: string): string =>
  unquoted(/^\[\s*(.*?)\s*\]/.exec(text)?.[1]?.split(/\s*,\s*/)[0] ?? text);

function inJson(text: string, name: string): string | undefined {
  const value = readJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const found = Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  const first = Array.isArray(found) ? found[0] : found;
  return typeof first === 'string' ? first : undefined;
}

/** Settings before the first table are those of the site. */
function inToml(text: string, name: string): string | undefined {
  const [top = ''] = text.split(/^[ \t]*\[/m);
  const value = new RegExp(`^[ \\t]*["']?${name}["']?[ \\t]*=[ \\t]*(.+)$`, 'im').exec(top)?.[1];
  return value === undefined ? undefined : firstOf(value.trim());
}

function inYaml(text: string, name: string): string | undefined {
  const found = new RegExp(
    `^["']?${name}["']?[ \\t]*:(?:[ \\t]+(.*))?$\\s*?(?:\\r?\\n[ \\t]*-[ \\t]+(.+))?`,
    'im',
  ).exec(text);
  const value = found?.[1]?.trim() ?? '';
  return value === '' || value.startsWith('#') ? found?.[2] && firstOf(found[2].trim()) : firstOf(value);
}

/**
 * The text of a setting at the top of a config, or the first one of a list; undefined if it is missing or empty.
 * @param path tells the format
 */
export function settingOf(path: string, text: string, name: string): string | undefined {
  const read = path.endsWith('.json') ? inJson : path.endsWith('.toml') ? inToml : inYaml;
  return read(text, name)?.trim() || undefined;
}

/** A folder as commands name it. @example './out/' → 'out' */
export const folderName = (folder: string): string =>
  folder.replace(/^(?:\.\/+)+/, '').replace(/(?<=.)\/+$/, '');
