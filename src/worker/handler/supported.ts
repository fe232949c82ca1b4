/** What a handler does not support. */
import { EXPIRATION, isExpiration, REFUSED_HOOKS } from '../../config/plugin-hooks.js';
import type { HandlerPlugin, IsrConfig, RouteConfig } from '../../config/types.js';
import { failure } from '../../shared/errors.js';
import { isPath } from '../deployments/resources.js';

/** The route options that a handler supports. The others need events that a handler does not get. */
export type HandlerRoute = Omit<
  RouteConfig,
  'match' | 'audience' | 'fallback' | 'paths' | 'strict' | 'invalidates' | 'eager'
> & { audience?: 'auto' | 'everyone'; fallback?: true | 'blocking' };

/** The site's options that a handler supports. */
export interface HandlerConfig extends Pick<
  IsrConfig,
  'deployment' | 'shell' | 'limits' | 'networkTimeout' | 'ignoreQuery'
> {
  /**
   * The page shown if none can be read: a string of HTML. `false`: the handler rejects, so that the worker's own
   * fallback answers: Workbox's `setCatchHandler()`, for instance.
   * @default a built-in page
   */
  offline?: string | false;
  /** Workbox plugin objects, and their hooks for strategies. @default [] */
  plugins?: HandlerPlugin[];
}

/**
 * A handler gets no install event, no writes and no calls of pages, which these options need. All handlers share one
 * database, so that `keepDeployments` of the first would hold for all.
 */
const UNSUPPORTED = [
  ...['paths', 'strict', 'invalidates', 'eager'],
  ...[
    'assets',
    'warm',
    'keepDeployments',
    'feed',
    'speculate',
    'notification',
    'takeover',
    'inspector',
    'ignoreWrites',
  ],
];

function pluginFault(plugin: HandlerPlugin): string[] {
  if (isExpiration(plugin)) return [EXPIRATION];
  return Object.entries(REFUSED_HOOKS).flatMap(([hook, instead]) =>
    (plugin as Record<string, unknown>)[hook] ? [`The hook ${hook} is not run. ${instead}`] : [],
  );
}

/** @throws IsrError `invalid-config`, with all faults at once */
export function assertSupported(route: RouteConfig, config: HandlerConfig): void {
  const options = new Map<string, unknown>(Object.entries({ ...config, ...route }));
  const faults = UNSUPPORTED.filter((name) => options.get(name));
  if (route.audience === 'user') faults.push("audience: 'user'");
  if (route.fallback === false) faults.push('fallback: false');
  if (isPath(route.shell ?? config.shell)) faults.push('a shell that is a path');
  if (config.offline && isPath(config.offline)) faults.push('an offline page that is a path');
  if (faults.length)
    throw failure(
      'invalid-config',
      'make "isrHandler"',
      `a handler does not support ${faults.join(', ')}`,
      'Remove these options, or call startIsr() with this route instead of the handler',
    );
  const unsupported = (config.plugins ?? []).flatMap(pluginFault);
  if (unsupported.length)
    throw failure(
      'invalid-config',
      'make "isrHandler"',
      `a plugin can't work here: ${unsupported.join(' ').replace(/\.$/, '')}`,
      'Remove the plugin',
    );
}
