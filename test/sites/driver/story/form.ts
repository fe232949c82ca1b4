/** A write, and the pages after it: visitors read what they wrote. */
import { both, type Stage, type Step } from './stage.js';

const send =
  (text: string): Step['act'] =>
  async (tab) => {
    await tab.type('#message', text);
    await tab.click('#send');
  };

const STEPS: readonly [string, Step['act'], string][] = [
  ['/form by its address', (tab) => tab.goto('/form'), 'first'],
  ['the page after a write', send('second'), 'second'],
  ['a reload', (tab) => tab.reload(), 'second'],
  ['a link away', (tab) => tab.click('#to-home'), 'Home'],
  ['a link back', (tab) => tab.click('#to-form'), 'second'],
  ['a second write', send('third'), 'third'],
  ['a link away again', (tab) => tab.click('#to-about'), 'About'],
  ['back', (tab) => tab.back(), 'Form'],
  ['/form by its address again', (tab) => tab.goto('/form'), 'third'],
];

export async function playForm(stage: Stage): Promise<void> {
  const tabs = await stage.open();
  for (const [what, act, shows] of STEPS) await stage.same('form', what, { tabs, act, shows });
  await both(tabs, (tab) => tab.close());
}
