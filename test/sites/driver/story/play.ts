/** The whole story of a site. */
import { ACTS, type Chapter, type Column } from '../columns.js';
import type { Result } from '../report.js';
import { startSide } from '../side.js';
import type { SiteDefinition } from '../sites.js';
import { playDeploy } from './deploy.js';
import { playFirst, playHit } from './first.js';
import { playForm } from './form.js';
import { playLinks } from './links.js';
import { playLogin } from './login.js';
import { playMixing } from './mixing.js';
import { playOffline } from './offline.js';
import { playParts } from './parts.js';
import { createStage, type Stage } from './stage.js';
import { playStale } from './stale.js';

/** What each check plays. */
const CHAPTERS: Record<Chapter, (stage: Stage) => Promise<void> | void> = {
  first: playFirst,
  hit: playHit,
  links: playLinks,
  stale: playStale,
  form: playForm,
  login: playLogin,
  parts: playParts,
  down: (stage) => playOffline(stage, 'down'),
  offline: (stage) => playOffline(stage, 'offline'),
  deploy: playDeploy,
};

/** A chapter that throws has failed; the others are played all the same. */
async function playChapter(stage: Stage, column: Chapter): Promise<void> {
  try {
    await CHAPTERS[column](stage);
  } catch (error) {
    stage.check(column, 'the check came to its end', false, [
      error instanceof Error ? (error.stack ?? '') : String(error),
    ]);
  }
}

async function playAct(
  site: SiteDefinition,
  columns: readonly Chapter[],
  record: (result: Result) => void,
): Promise<void> {
  const without = await startSide(site, false);
  try {
    const own = await startSide(site, true);
    try {
      const stage = createStage(site, { without, with: own }, record);
      for (const column of columns) await playChapter(stage, column);
      // Of each act, and after all of it.
      playMixing(stage);
    } finally {
      await own.close();
    }
  } finally {
    await without.close();
  }
}

export async function playSite(
  site: SiteDefinition,
  columns: readonly Column[],
  record: (result: Result) => void,
): Promise<void> {
  const isPlayed = (column: Chapter) => columns.includes(column) && site.without[column] === undefined;
  for (const act of ACTS) {
    const played = act.filter(isPlayed);
    if (played.length > 0) await playAct(site, played, record);
  }
}
