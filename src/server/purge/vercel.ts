import { failure } from '../../shared/errors.js';
import { type PurgeOptions, sendPurge } from './request.js';
import { assertGiven, parts, type Purge, targetsOf } from './targets.js';

export interface VercelOptions extends PurgeOptions {
  /** An access token of a member or owner of the team. */
  readonly token: string;
  /** The project's ID or name. */
  readonly project: string;
  /** The team's ID. @default the token's account */
  readonly team?: string | undefined;
  /**
   * The tag that the pages of a path carry. Vercel purges by tags alone.
   * @default none: an event that names paths and no tags is not purged, and its purge rejects
   * @example pathTag: (path) => `path:${path}`
   */
  readonly pathTag?: ((path: string) => string) | undefined;
  /** Marks copies as stale and keeps them. The CDN answers once more with the old page then. @default false */
  readonly soft?: boolean | undefined;
}

/** Most tags of one request. */
const MAX_TAGS = 16;

/**
 * Purges Vercel's cache by `Vercel-Cache-Tag`. A new deployment needs no purge: Vercel keeps its pages apart.
 * @throws IsrError `bad-request` for a missing option
 * @example createFeed({ purge: vercel({ token, project: 'shop', team: 'team_1' }) })
 */
export function vercel(options: VercelOptions): Purge {
  const { token, project, team, pathTag, soft, api = 'https://api.vercel.com' } = options;
  assertGiven('Vercel', { token, project });
  const query = new URLSearchParams({ projectIdOrName: project, ...(team && { teamId: team }) });
  const action = soft ? 'invalidate-by-tags' : 'dangerously-delete-by-tags';
  const send = (tags: readonly string[]) =>
    sendPurge(
      {
        name: 'Vercel',
        url: `${api}/v1/edge-cache/${action}?${query.toString()}`,
        headers: { authorization: `Bearer ${token}` },
        body: { tags },
        tokenRemedy: 'Make a token of a member of the team that owns the project',
      },
      options,
    );
  return async (event) => {
    if ('deployment' in event) return;
    const targets = targetsOf(event);
    const paths = 'paths' in event ? (event.paths ?? []) : [];
    const tags = [...targets.tags, ...(pathTag ? paths.map((path) => pathTag(path)) : [])];
    for (const part of parts([...new Set(tags)], MAX_TAGS)) await send(part);
    if (paths.length > 0 && !pathTag)
      throw failure(
        'failed',
        `purge Vercel of "${paths[0] ?? ''}"`,
        'Vercel purges by tags alone',
        'Give "pathTag", or publish tags',
      );
  };
}
