/** Edits of JSON files. Comments and lines elsewhere stay. */
import { applyEdits, type JSONPath, modify, type ParseError, parse } from 'jsonc-parser';
import type { Edit, Obstacle } from '../types.js';
import { indentUnit } from './insert.js';

export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

/** The mark that editors of Windows write before a text. */
const MARK = '\uFEFF';

/** The value; undefined if it is no JSON. */
export function readJson(text: string | undefined): Json {
  if (text === undefined) return undefined;
  const errors: ParseError[] = [];
  const value = parse(text.replace(MARK, ''), errors, { allowTrailingComma: true }) as Json;
  return errors.length > 0 ? undefined : value;
}

export interface JsonChange {
  path: JSONPath;
  value: Json;
  /** Insert into the list at this place, instead of replacing what is there. */
  isInsertion?: boolean;
}

/** Sets values of a JSON text. */
export function setJson(text: string, changes: readonly JsonChange[]): string {
  const unit = indentUnit(text);
  const formattingOptions = {
    insertSpaces: unit !== '\t',
    tabSize: unit.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  return changes.reduce(
    (now, { path, value, isInsertion = false }) =>
      applyEdits(now, modify(now, path, value, { formattingOptions, isArrayInsertion: isInsertion })),
    text,
  );
}

/**
 * An edit that computes changes from the value of a file.
 * @param missing the text of a file that does not exist
 */
export const editJson =
  (
    missing: string,
    obstacle: Obstacle,
    change: (value: { [key: string]: Json }) => readonly JsonChange[],
  ): Edit =>
  (before) => {
    const mark = before?.startsWith(MARK) ? MARK : '';
    const text = before === undefined || before.trim() === '' ? missing : before.slice(mark.length);
    const value = readJson(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return obstacle;
    const changes = change(value);
    if (changes.length === 0) return before ?? text;
    const after = setJson(text, changes);
    return mark + (after.endsWith('\n') || !text.endsWith('\n') ? after : `${after}\n`);
  };
