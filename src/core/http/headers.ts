/** Header fields, without what they mean. */

/** Anything with `Headers`' way of looking a field up. */
export interface HeaderSource {
  get(name: string): string | null;
}

export type Header = readonly [name: string, value: string];
/** Names are in lower case. */
export type HeaderList = readonly Header[];

/** A field's value as text: servers write UTF-8, of which browsers hand on the bytes. Other bytes stay as they are. */
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
