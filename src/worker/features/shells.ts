import { claimAnswer, holdAnswer, shellResponse, shellTemplate } from '../offline/shell-response.js';
import { builtInShell } from '../offline/templates/shell.js';
import { shellFeature } from '../responses/page-request.js';
import type { Feature } from './feature.js';

/** Loading shells, for routes with `fallback: true` (rules 11 and 12). */
export const shells = (): Feature => ({
  install: (context) =>
    shellFeature.provide(context, { claim: claimAnswer, hold: holdAnswer, respond: shellResponse }),
});

/** The built-in shell, for routes with `fallback: true` and no `shell`. */
export const loadingPage = (): Feature => ({
  install: (context) => shellTemplate.provide(context, builtInShell),
});
