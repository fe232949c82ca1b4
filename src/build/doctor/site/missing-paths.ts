/** How the site answers requests for missing files and pages. */
import { randomBytes } from 'node:crypto';
import { isHtml } from '../../../core/http/html.js';
import type { Asker } from '../asking/asker.js';
import type { Asked } from '../asking/http.js';
import { type Finding, finding } from '../findings.js';

const isPage = (asked: Asked): boolean =>
  asked.kind === 'answer' && asked.status === 200 && isHtml(asked.headers.get('content-type'));

export interface MissingPaths {
  /** The response for a missing script. */
  script: Asked;
  findings: Finding[];
}

/** Requests a script and a page that no site has. */
export async function checkMissingPaths(asker: Asker): Promise<MissingPaths> {
  const name = `sw-isr-doctor-${randomBytes(6).toString('hex')}`;
  const script = await asker.loadScript(new URL(`/${name}.js`, asker.origin), 'script');
  const page = await asker.visitAnonymous(new URL(`/${name}`, asker.origin));
  const findings: Finding[] = [];
  if (isPage(script))
    findings.push(finding('catch-all', 'A missing script is answered with a page and the status 200.'));
  else if (script.kind === 'answer' && script.status >= 400)
    findings.push(finding('missing-scripts', `A missing script is answered with ${script.status}.`));
  if (isPage(page)) findings.push(finding('soft-404', 'A missing page is answered with the status 200.'));
  return { script, findings };
}
