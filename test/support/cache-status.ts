/** What an answer says of itself (rule 34), read back. */

export interface CacheStatus {
  hit: boolean;
  ttl?: number;
  fwd?: string;
  fwdStatus?: number;
  stored: boolean;
  collapsed: boolean;
  detail?: string;
}

/** The member that `sw-isr` wrote; undefined when it wrote none, so had no part in the answer. */
export function parseCacheStatus(field: string | null | undefined): CacheStatus | undefined {
  const member = field
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part.startsWith('sw-isr'))
    .at(-1);
  if (member === undefined) return undefined;
  const parameters = new Map(
    member.split(';').map((part): [string, string] => {
      const [name = '', value = ''] = part.trim().split('=');
      return [name, value];
    }),
  );
  const number = (name: string) => (parameters.has(name) ? Number(parameters.get(name)) : undefined);
  return {
    hit: parameters.has('hit'),
    ttl: number('ttl'),
    fwd: parameters.get('fwd'),
    fwdStatus: number('fwd-status'),
    stored: parameters.has('stored'),
    collapsed: parameters.has('collapsed'),
    detail: parameters.get('detail'),
  };
}
