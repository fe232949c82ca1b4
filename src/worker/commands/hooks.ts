/** How features take part in the worker's events and commands. */
import type { CommandName, Commands } from '../../shared/messages.js';
import type { CommandContext } from '../lookup/routes.js';
import type { Extendable } from '../runtime/extendable.js';

export interface PageCommandContext extends CommandContext {
  /** The hooks of the features. */
  readonly hooks: readonly Hooks[];
  /** The page that sent the command. */
  readonly client: Client;
}

export type Result<N extends CommandName> = Promise<Commands[N]['result']>;

export type CommandHandlers = {
  [N in CommandName]?: (command: PageCommandContext, params: Commands[N]['params']) => Result<N>;
};

/** What a feature does with the worker's events. */
export interface Hooks {
  /** Sees each request before the worker does. Returns whether it is left to the browser. */
  readonly onRequest?: (event: FetchEvent) => boolean;
  /** Answers a request that no route takes. */
  readonly respond?: (event: FetchEvent) => Promise<Response> | undefined;
  /** Sees each request that the worker answers. */
  readonly onResponse?: (event: FetchEvent, response: Promise<Response>) => void;
  readonly onActivate?: () => void;
  /** A page says that it is there. What is returned is added to the reply. */
  readonly onHello?: (event: Extendable) => Partial<Commands['hello']['result']> | undefined;
  /** Commands of its own. */
  readonly commands?: CommandHandlers;
}
