/** The report's look, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #5b6570; --line: #e3e7eb; --paper: #fff; --ground: #f5f6f8;
  --own: #0b7a53; --first: #6b7f99; --other: #b4bfcc; --bad: #b4431d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --soft: #9aa5b1; --line: #2b3138; --paper: #191d22;
  --ground: #111418; --own: #35c08c; --first: #8fa3bd; --other: #4c5763; --bad: #f0845c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.02em; }
header p { margin: .2rem 0; color: var(--soft); max-width: 70ch; }
.score { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 2rem; padding: 0; list-style: none; }
.score li { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: .8rem 1.1rem; flex: 1 1 9rem; }
.score strong { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.score span { color: var(--soft); font-size: .85rem; }
.rows { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 34rem), 1fr)); }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .9rem; letter-spacing: -.01em; }
h3 { font-size: 1rem; margin: 0 0 .9rem; }
section > svg { width: 100%; height: auto; display: block; }
svg text { font: 13px system-ui, sans-serif; fill: var(--soft); dominant-baseline: central; }
svg .name { text-anchor: end; } svg .value { font-variant-numeric: tabular-nums; }
.own text { fill: var(--ink); font-weight: 600; }
.own rect { fill: var(--own); } .first rect { fill: var(--first); } .other rect { fill: var(--other); }
.line polyline { fill: none; stroke-width: 2.5; } .grid { stroke: var(--line); } svg .size { text-anchor: middle; }
.own polyline { stroke: var(--own); } .own circle { fill: var(--own); } .first polyline { stroke: var(--first); } .first circle { fill: var(--first); }
.other polyline { stroke: var(--other); } .other circle { fill: var(--other); }
.whisker { stroke: var(--ink); stroke-width: 1.2; fill: none; opacity: .55; }
ul.targets { list-style: none; margin: 1rem 0 0; padding: .7rem 0 0; border-top: 1px solid var(--line); display: grid; gap: .4rem; }
ul.targets li { display: grid; grid-template-columns: 9rem 1fr auto; gap: .8rem; align-items: center; font-size: .85rem; color: var(--soft); }
ul.targets b { color: var(--ink); font-variant-numeric: tabular-nums; }
.mark { border-radius: 99px; padding: .05rem .6rem; font-weight: 600; white-space: nowrap; }
.mark.met { color: var(--own); border: 1px solid var(--own); } .mark.missed { color: var(--bad); border: 1px solid var(--bad); }
.gauge { width: 9rem; height: auto; } .gauge path { stroke-width: 3; fill: none; stroke-linecap: round; }
.track { stroke: var(--line); } .good { stroke: var(--other); } .gauge .target { stroke: var(--ink); stroke-width: 1.5; }
.met .interval, .missed .interval { stroke-width: 5; opacity: .45; }
.met .interval { stroke: var(--own); } .missed .interval { stroke: var(--bad); }
.gauge.met circle { fill: var(--own); } .gauge.missed circle { fill: var(--bad); }
footer { margin-top: 2rem; color: var(--soft); font-size: .9rem; max-width: 75ch; }
@media (max-width: 30rem) { svg text { font-size: 15px; } ul.targets li { grid-template-columns: 1fr auto; } .gauge { display: none; } }
`;
