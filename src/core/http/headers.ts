/** Header fields as data, without their meaning. */

/** Any object with the `get()` of `Headers`. */
export interface HeaderSource {
  get(name: string): string | null;
}

export type Header = readonly [name: string, value: string];
/** Names are in lower case. */
export type HeaderList = readonly Header[];

/**
 * A field's value as text. Servers send UTF-8, and browsers expose its bytes. A value that is not UTF-8 is unchanged.
 */
export function textOf(value: string | null): string {
  const bytes = value ?? '';
  try {
    return decodeURIComponent(
      bytes.replace(/[%\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`),
    );
  } catch {
    return bytes;
  }
}
