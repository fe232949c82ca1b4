/**
 * `node bench/profile.mjs`: where the time of a hit goes, moment by moment, in workers that note them. Prints a table
 * in Markdown: medians in milliseconds since the page was asked for. Takes the options `--n` and `--only` of the bench.
 */
import { chdir } from 'node:process';
import { enter, newBench, wanted } from './bench.mjs';
import { launchBrowser } from './browser.mjs';
import { marked } from './contenders/marked.mjs';
import { readOptions } from './options.mjs';
import { profileTable } from './output/profile.mjs';
import { cases, EVERYONE } from './profile-cases.mjs';
import { closeSites } from './site.mjs';

/** @param {import('./options.mjs').Options} options */
async function profile(options) {
  const browser = await launchBrowser();
  try {
    const bench = await newBench(browser, options);
    for (const contender of wanted(EVERYONE.map(marked), options.only)) await enter(bench, contender);
    /** @type {[string, import('./bench.mjs').Measured][]} */
    const measured = [];
    for (const { title, run } of wanted(cases, options.only)) measured.push([title, await run(bench)]);
    await closeSites(bench.sites.values());
    console.log(profileTable(measured));
    for (const fault of bench.faults) console.error(`Not what it claims to be: ${fault}`);
    if (bench.faults.length > 0) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

chdir(new URL('..', import.meta.url).pathname);
await profile(readOptions(['--n', '12', ...process.argv.slice(2)]));
