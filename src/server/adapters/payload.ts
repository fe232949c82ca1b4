/** Reads the payloads of webhooks, which are of any shape. */
import { failure } from '../../shared/errors.js';

export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object's fields; none for anything else. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** An ID or a name: a text or a number. Undefined for anything else, and for an empty text. */
export const nameOf = (value: unknown): string | undefined =>
  typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;

export const namesOf = (value: unknown): readonly string[] =>
  listOf(value).flatMap((one) => nameOf(one) ?? []);

export const wrongPayload = (sender: string, fault: string) =>
  failure('bad-request', `read a webhook of ${sender}`, fault, 'Leave its payload as the sender makes it');

/** @throws IsrError `bad-request` */
export function requiredName(value: unknown, sender: string, field: string): string {
  const name = nameOf(value);
  if (name === undefined) throw wrongPayload(sender, `its payload has no "${field}"`);
  return name;
}

/** @throws IsrError `bad-request` */
export function requiredFields(value: unknown, sender: string): Fields {
  if (!isFields(value)) throw wrongPayload(sender, 'its payload is not an object');
  return value;
}

/** The path of an absolute URL, without its query. */
export function pathOf(url: unknown): string | undefined {
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const { pathname } = new URL(url);
  return pathname.startsWith('//') ? undefined : pathname;
}
