import { DOWN } from '../../../shared/server-status.js';

/**
 * The script of the offline page, as source text. Minifiers do not change strings, so that it is short by hand. `again`,
 * `query`, `count` and `list` are the elements with these IDs.
 */

/**
 * Reloads the page once the server answers (rule 13). It sends HEAD when the browser goes online, when the tab becomes
 * visible, and every 5 to 30 seconds, since "online" means a network and not this site. A hidden tab sends nothing. A
 * redirect counts as an answer and is not followed: the page's CSP may forbid its destination.
 */
const comeBack =
  'let l=location,t,w=5e3,' +
  'ask=async()=>{' +
  'if(document.hidden)return;' +
  'try{let{status}=await fetch(l,{method:"HEAD",cache:"no-store",redirect:"manual"});' +
  `if(!/${DOWN.source}/.test(status))return l.reload()}catch{}` +
  'clearTimeout(t);' +
  't=setTimeout(ask,w=Math.min(w*1.5,3e4))};' +
  't=setTimeout(ask,w);' +
  'ononline=document.onvisibilitychange=ask;' +
  'again.onclick=()=>l.reload();';

/**
 * Filters the list: a page stays if it has every typed word, regardless of accents. The input is shown for more than
 * eight pages. Without scripts it stays hidden, and all pages are listed.
 */
const search =
  'let all=list.children,' +
  'plain=s=>s.toLowerCase().normalize("NFD").replace(/\\p{M}/gu,"");' +
  'query.hidden=!all[8];' +
  'query.oninput=()=>{' +
  'let n=0;' +
  'for(let i of all)' +
  'n+=!(i.hidden=!plain(query.value).split(" ").every(s=>plain(i.firstChild.textContent).includes(s)));' +
  'count.value=n+" of "+all.length}';

export const offlineScript = comeBack + search;
