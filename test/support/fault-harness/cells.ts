/** Enumerates the cells, every fault at every operation of every kind of request, and plays them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium } from '../chromium.js';
import { FAULTS, NONE, type Operation } from './faults.js';
import { playCell, type Cell, type Played, type Stage } from './play.js';
import { KINDS, type Kind } from './requests.js';
import { startHarnessSite, type HarnessSite } from './site.js';
import { openVisitor } from './visitor.js';

export interface Result {
  readonly cell: Cell;
  readonly played: Played;
}

export interface PlayOptions {
  /** The names of the requests that are made. @default all */
  requests?: readonly string[];
  select: (cell: Cell) => boolean;
  onPlayed?: (cell: Cell, played: Played, milliseconds: number) => void;
}

/** Every cell of a request that makes these operations when nothing happens to it. */
export function cellsOf(kind: Kind, operations: readonly Operation[]): Cell[] {
  return FAULTS.filter((fault) => fault !== NONE).flatMap((fault): Cell[] => {
    const struck = operations.filter((operation) => fault.kinds.includes(operation)).length;
    // A request that the worker does not see reaches the server all the same.
    const count = fault.network ? Math.max(struck, 1) : fault.kinds.length ? struck : 1;
    return fault.whens.flatMap((when) =>
      Array.from({ length: count }, (_, at) => ({ kind, fault, when, at })),
    );
  });
}

/** How often a cell is played: a browser under load has moments of its own. */
const TRIES = 3;
/** Milliseconds. A cell takes a second. */
const CELL_TIMEOUT_MS = 60_000;

type PlayedCell = Played & { operations: Operation[] };

/** Whoever has not come in time is not waited for. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`nothing has come of it for ${ms / 1000} s`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

/** A browser of its own on the harness' site, which can be replaced by a new one with an empty profile. */
async function openStage(
  site: HarnessSite,
): Promise<{ stage: Stage; reopen: () => Promise<void>; close: () => Promise<void> }> {
  let chromium = await launchChromium();
  const visitor = await openVisitor(chromium, site);
  const stage: Stage = { site, visitor, kept: [], cells: 0, isSpoiled: true };
  const close = (): Promise<void> => inTime(chromium.close(), 10_000).catch(() => undefined);
  return {
    stage,
    close,
    async reopen() {
      await close();
      chromium = await launchChromium();
      stage.visitor = await inTime(openVisitor(chromium, site), CELL_TIMEOUT_MS);
      stage.isSpoiled = true;
    },
  };
}

/**
 * Plays a cell again where something was wrong; it is wrong if that was so each time. A worker that gives no reply, or a
 * browser that hangs, is replaced; a cell that cannot be played then either is told of, and the others go on.
 */
async function playSurely(stage: Stage, cell: Cell, reopen: () => Promise<void>): Promise<PlayedCell> {
  for (let tries = 1; ; tries += 1) {
    try {
      const played = await inTime(playCell(stage, cell), CELL_TIMEOUT_MS);
      if (!played.wrong.length || tries === TRIES) return played;
      stage.isSpoiled = true;
    } catch (error) {
      const { kind, fault, when, at } = cell;
      console.warn(
        `The harness failed at ${kind.name} × ${fault.name}, ${when} ${at}, try ${tries}: ${String(error)}`,
      );
      await reopen();
      if (tries === TRIES)
        return {
          ...{ outcome: 'unplayed', wrong: [`the harness failed: ${String(error)}`], hasStruck: false },
          ...{ answers: 0, operations: [] },
        };
    }
  }
}

/** Plays the cells that are selected, in a browser of their own. */
export async function playMany({ requests, select, onPlayed }: PlayOptions): Promise<Result[]> {
  const kinds = KINDS.filter(({ name }) => !requests || requests.includes(name));
  const site = await startHarnessSite([...new Set(kinds.map(({ hasFeed }) => !!hasFeed))]);
  const { stage, reopen, close } = await openStage(site);
  const results: Result[] = [];
  const play = async (cell: Cell): Promise<PlayedCell> => {
    const startedAt = performance.now();
    const played = await playSurely(stage, cell, reopen);
    results.push({ cell, played });
    onPlayed?.(cell, played, Math.round(performance.now() - startedAt));
    return played;
  };
  try {
    for (const kind of kinds) {
      if (site.hasFeed !== !!kind.hasFeed) {
        site.hasFeed = !!kind.hasFeed;
        await reopen();
      }
      // What happens without a fault says at what the faults are aimed.
      const { operations } = await play({ kind, fault: NONE, when: 'during', at: 0 });
      for (const cell of cellsOf(kind, operations).filter(select)) await play(cell);
    }
  } finally {
    await close();
    await site.close();
  }
  return results;
}
