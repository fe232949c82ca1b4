/** What all views have: the inspection that they show, and a way to act. */
import { LitElement, type PropertyDeclarations } from 'lit';
import type { Inspection } from '../inspection.js';
import type { Ask } from '../worker.js';

/** Does something with the worker, and says how it ended. */
export type Act = (what: string, work: () => Promise<unknown>) => void;

export class View extends LitElement {
  static override properties: PropertyDeclarations = {
    inspection: { attribute: false },
    tick: { attribute: false },
    ask: { attribute: false },
    act: { attribute: false },
  };
  declare inspection: Inspection;
  /** Changes when the inspection has. */
  declare tick: number;
  declare ask: Ask;
  declare act: Act;
}
