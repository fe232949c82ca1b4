/** What the site answers for what is not there. */
import { randomBytes } from 'node:crypto';
import { isHtml } from '../../../core/http/html.js';
import type { Asker } from '../asking/asker.js';
import type { Asked } from '../asking/http.js';
import { type Finding, finding } from '../findings.js';

const isPage = (asked: Asked): boolean =>
  asked.kind === 'answer' && asked.status === 200 && isHtml(asked.headers.get('content-type'));

export interface MissingPaths {
  /** What a script that is not there is answered with. */
  script: Asked;
  findings: Finding[];
}

/** Asks for a script and for a page that no site has. */
export async function checkMissingPaths(asker: Asker): Promise<MissingPaths> {
  const name = `sw-isr-doctor-${randomBytes(6).toString('hex')}`;
  const script = await asker.loadScript(new URL(`/${name}.js`, asker.origin), 'script');
  const page = await asker.visitAsNobody(new URL(`/${name}`, asker.origin));
  const findings: Finding[] = [];
  if (isPage(script))
    findings.push(
      finding('catch-all', 'A script that is not there is answered with a page and the status 200.'),
    );
  else if (script.kind === 'answer' && script.status >= 400)
    findings.push(
      finding('missing-scripts', `A script that is not there is answered with ${script.status}.`),
    );
  if (isPage(page))
    findings.push(finding('soft-404', 'A page that is not there is answered with the status 200.'));
  return { script, findings };
}
