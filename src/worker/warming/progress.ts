/** Tracks the progress of a warming step, and the reasons to end it. */
import { advanced, type Progress } from '../../core/cache/warm-queue.js';
import { retryDelay } from '../../core/cache/backoff.js';
import { failure } from '../../shared/errors.js';
import type { Plan } from './plan.js';
import type { Context } from '../runtime/context.js';

export interface Tracker {
  readonly progress: () => Progress;
  /** Whether the step has to end. */
  readonly isHalted: () => boolean;
  halt(): void;
  /** The page at this place is done. @param size bytes; 0 if nothing was stored */
  finish(place: number, size?: number): void;
  /** The origin answered. */
  succeed(): void;
  /** The origin failed for the page at this place. */
  fail(place: number): void;
  /** The browser's storage is full. */
  storageFull(error: unknown): void;
  /** Stores the progress, and reports it to `onProgress`. */
  save(): Promise<void>;
}

/** The part of `limits.maxBytes` that is warmed. With more, warmed pages would evict each other. */
const MAX_SHARE = 0.9;
/** After so many failures in a row, the failing page is moved to the end of the queue. */
const MAX_FAILURES = 3;
/** The base of the growing pause after failures. */
const PAUSE_SECONDS = 30;

export function trackProgress(
  { use, now, random, online, report, config }: Context,
  { deployment, progress: initial }: Plan,
  onProgress: (progress: Progress) => void,
): Tracker {
  let progress = initial;
  let saved = initial;
  let halted = false;
  const end = (change: Partial<Progress>): void => {
    progress = { ...progress, ...change };
    halted = true;
  };
  return {
    progress: () => progress,
    isHalted: () => halted,
    halt: () => end({}),
    finish(place, size = 0) {
      progress = advanced(progress, place, size);
      if (progress.bytes > config.limits.maxBytes * MAX_SHARE) end({ full: true });
    },
    succeed() {
      progress = { ...progress, failures: 0 };
    },
    fail(place) {
      // Without a network, the failure is not the origin's.
      if (halted || !online()) return;
      const failures = progress.failures + 1;
      const late = new Set(progress.late);
      if (failures >= MAX_FAILURES) late.add(place);
      const retryAt = now() + retryDelay(PAUSE_SECONDS, failures, random()) * 1000;
      end({ failures, retryAt, late: [...late] });
    },
    storageFull(error) {
      if (!progress.full)
        report(failure('storage', 'warm all pages', 'the storage is full', 'Name fewer paths', error));
      end({ full: true });
    },
    async save() {
      if (saved === progress) return;
      saved = progress;
      onProgress(progress);
      await use((store) => store.setState(`${deployment}\nprogress`, saved)).catch(report);
    },
  };
}
