import { escapeHtml, htmlDocument } from './document.js';
import { offlineScript } from './offline-script.js';

/** A stored page. */
export interface ReadablePage {
  url: string;
  title: string;
  /** Seconds since it was generated. */
  age: number;
}

export interface OfflinePageOptions {
  /** The requested URL. */
  url: string;
  /** The stored pages, in the order of the list. */
  pages: ReadablePage[];
  /** The nonce of the response's Content-Security-Policy. */
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

/** A URL for people: path and query, decoded if possible ("/café" instead of "/caf%C3%A9"). */
function readablePath(url: string): string {
  const path = url.replace(/^\w+:\/\/[^/]+|#.*/g, '');
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** An age for people: `ageInWords(130)` is "2 min ago". Rounded down. Hours count up to two days, which avoids "1 days". */
export function ageInWords(seconds: number): string {
  if (seconds < 60) return 'just now';
  const [unitSeconds, unit] =
    seconds < 3600 ? [60, 'min'] : seconds < 172_800 ? [3600, 'h'] : [86_400, 'days'];
  return `${Math.floor(seconds / unitSeconds)} ${unit} ago`;
}

/** The offline page, for a page that can't be reached and is not stored (rule 13). */
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

/** `</li>` is left out, as HTML allows: list items are most of a long page's bytes. */
function listItem({ url, title, age }: ReadablePage): string {
  const path = readablePath(url);
  return (
    `<li><a dir=auto href="${escapeHtml(url)}"><b>${escapeHtml(title || path)}</b>` +
    `<small>${escapeHtml(path)}</small></a><small>${ageInWords(age)}</small>`
  );
}
