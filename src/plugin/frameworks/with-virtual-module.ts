/** `virtual:sw-isr` in the Vite of a framework. */
import type { Plugin } from 'vite';
import { clientExpression, VIRTUAL, virtualCode } from '../virtual.js';

const RESOLVED = `\0${VIRTUAL}`;

export const withVirtualModule = (base: () => string): Pick<Plugin, 'resolveId' | 'load'> => ({
  resolveId: (id) => (id === VIRTUAL ? RESOLVED : undefined),
  load: (id) => (id === RESOLVED ? virtualCode(clientExpression(base())) : undefined),
});
