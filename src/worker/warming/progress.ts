/** How far a step of generating pages ahead has come, and what speaks against going on. */
import { advanced, type Progress } from '../../core/cache/warm-queue.js';
import { retryDelay } from '../../core/cache/backoff.js';
import { failure } from '../../shared/errors.js';
import type { Plan } from './plan.js';
import type { Context } from '../runtime/context.js';

export interface Tracker {
  readonly progress: () => Progress;
  /** Whether the step is to end. */
  readonly isHalted: () => boolean;
  halt(): void;
  /** The page at this place is done: with so many bytes, or none where there is nothing to store. */
  finish(place: number, size?: number): void;
  /** The origin answered. */
  succeed(): void;
  /** The origin is in trouble, as far as this page can tell. */
  trouble(place: number): void;
  /** The browser has no more room. */
  fill(error: unknown): void;
  /** Writes how far it is, and tells. */
  note(): Promise<void>;
}

/** The part of `limits.maxBytes` that is generated ahead: beyond, pages would push each other out. */
const SHARE = 0.9;
/** So many times in a row the origin is in trouble; then the other pages are tried before this one. */
const MAX_FAILURES = 3;
/** Seconds, of which the first pause is made. */
const PAUSE = 30;

/** @param tell is told of progress */
export function trackProgress(
  { use, now, random, online, report, config }: Context,
  { deployment, progress: from }: Plan,
  tell: (progress: Progress) => void,
): Tracker {
  let progress = from;
  let noted = from;
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
      if (progress.bytes > config.limits.maxBytes * SHARE) end({ full: true });
    },
    succeed() {
      progress = { ...progress, failures: 0 };
    },
    trouble(place) {
      // That there is no network is not the origin's fault.
      if (halted || !online()) return;
      const failures = progress.failures + 1;
      const late = new Set(progress.late);
      if (failures >= MAX_FAILURES) late.add(place);
      end({ failures, retryAt: now() + retryDelay(PAUSE, failures, random()) * 1000, late: [...late] });
    },
    fill(error) {
      if (!progress.full)
        report(
          failure(
            'storage',
            'generate all pages ahead',
            'the browser has no more room',
            'Name fewer paths',
            error,
          ),
        );
      end({ full: true });
    },
    async note() {
      if (noted === progress) return;
      noted = progress;
      tell(progress);
      await use((store) => store.setState(`${deployment}\nprogress`, noted)).catch(report);
    },
  };
}
