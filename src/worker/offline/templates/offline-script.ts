import { DOWN } from '../../../shared/server-status.js';

/**
 * What the offline page runs, as source text: the worker has no document to run it in, and minifiers don't look into
 * strings. `again`, `query`, `count` and `list` are the elements with these IDs.
 */

/**
 * Comes back by itself (rule 13): asks whether the page answers, when the browser says that it is online or the tab
 * is looked at, and every 5 to 30 seconds besides, as "online" tells of a network and not of this site. Nothing is
 * asked while the tab is hidden. A redirect counts as an answer and is not followed, since it may lead where the
 * page's policy forbids to look.
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
 * Narrows the list to what holds every word typed, accents aside. The box shows up where there is more than one sees
 * at a glance; without script there is none, and all is listed.
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
