import { ageInWords } from './age-in-words.js';
import { htmlDocument } from './document.js';
import { escapeHtml } from './escape-html.js';
import { offlineScript } from './offline-script.js';
import { readablePath } from './readable-path.js';

/** A page that can be read now. */
export interface ReadablePage {
  url: string;
  title: string;
  /** Seconds since it was generated. */
  age: number;
}

export interface OfflinePageOptions {
  /** What was asked for. */
  url: string;
  /** What can be read instead, in the order to list it. */
  pages: ReadablePage[];
  /** What the response's policy allows styles and scripts by. */
  nonce: string;
  /** `offline`: the device has no network. `unreachable`: it has, but the site does not answer. */
  reason: 'offline' | 'unreachable';
}

const style =
  'button,input{font:inherit;padding:.6em 1em;border:1px solid #8888;border-radius:.4em}' +
  'button{background:CanvasText;color:Canvas}' +
  'input{width:100%;box-sizing:border-box}' +
  'h2{margin:1em 0 .6em}' +
  'ul{padding:0}' +
  'li{display:flex;gap:1em;align-items:baseline;border-top:1px solid #8883}' +
  'li:hover{background:#8881}' +
  '[hidden]{display:none}' +
  'li a{flex:1;padding:.6em 0;text-decoration:none}' +
  'li b{display:block}';

const titles = { offline: 'You are offline', unreachable: 'This site is not answering' };

/** The page that stands in for one that can't be reached and was never stored (rule 13). */
export function offlinePage({ url, pages, nonce, reason }: OfflinePageOptions): string {
  const title = titles[reason];
  const body =
    `<main><h1>${title}</h1><p><b>${escapeHtml(readablePath(url))}</b> is not saved on this device. ` +
    'It opens by itself once it can be reached.</p><button id=again>Try again</button>' +
    '<nav aria-label="Saved pages"><h2>Saved pages</h2>' +
    '<input id=query type=search aria-label=Search placeholder=Search autocomplete=off hidden>' +
    '<output id=count></output><ul id=list>' +
    (pages.map(listItem).join('') || '<li><p>None yet. Pages you visit are saved here.') +
    '</ul></nav></main>' +
    `<script nonce="${escapeHtml(nonce)}">${offlineScript}</script>`;
  return htmlDocument({ title, style, body, nonce });
}

/** The `<li>` ends where the next begins: this is most of a long page. */
function listItem({ url, title, age }: ReadablePage): string {
  const path = readablePath(url);
  return (
    `<li><a dir=auto href="${escapeHtml(url)}"><b>${escapeHtml(title || path)}</b>` +
    `<small>${escapeHtml(path)}</small></a><small>${ageInWords(age)}</small>`
  );
}
