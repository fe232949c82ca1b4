import { expect } from 'chai';
import { morphChildren } from '../../../src/elements/swap/morph.js';
import { noteScriptChanges } from '../../../src/elements/swap/script-changes.js';
import type { ScriptChanges } from '../../../src/elements/swap/script-changes.js';
import { noteTyped } from '../../../src/elements/swap/typed.js';
import type { Typed } from '../../../src/elements/swap/typed.js';

const box = document.createElement('div');
let changes: ScriptChanges;
let typed: Typed;
let ending: AbortController;

/** Shows a page; what happens to it from then on is a script's or the visitor's. */
function show(html: string): void {
  box.innerHTML = html;
  changes = noteScriptChanges(document);
  ending = new AbortController();
  typed = noteTyped(document, ending.signal);
}

/** Turns the page into its next version. */
function turnInto(html: string): void {
  const next = new DOMParser().parseFromString(`<body><div>${html}</div>`, 'text/html').body
    .firstElementChild as Element;
  const restore = typed.hold();
  changes.ignore(() => morphChildren({ changes, typed, nonce: '' }, box, next));
  restore();
}

function get(selector: string): HTMLElement {
  const found = box.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`Failed to find "${selector}": it is not in ${box.innerHTML}`);
  return found;
}

const type = (element: HTMLElement, text: string): void => {
  if ('value' in element) element.value = text;
  else element.textContent = text;
  element.dispatchEvent(new InputEvent('input', { bubbles: true }));
};

describe('turning a page into its next version', () => {
  before(() => document.body.append(box));
  after(() => box.remove());
  afterEach(() => {
    changes.stop();
    ending.abort();
  });

  for (const [what, before, after] of [
    ['a text', '<p>5 €</p>', '<p>4 €</p>'],
    ['attributes', '<p class="a" lang="en">x</p>', '<p class="b" title="t">x</p>'],
    ['more at the front', '<li>b</li><li>c</li>', '<li>a</li><li>b</li><li>c</li>'],
    ['less in the middle', '<li>a</li><li>b</li><li>c</li>', '<li>a</li><li>c</li>'],
    [
      'another order',
      '<i id="a">1</i><i id="b">2</i><i id="c">3</i>',
      '<i id="c">3</i><i id="a">1</i><b>x</b>',
    ],
    ['another element', '<p>a</p>', '<ul><li>a</li></ul>'],
    ['nothing', '<p>a</p>text', ''],
    ['a drawing', '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', '<svg viewBox="0 0 2 2"><g></g></svg>'],
    ['comments', '<!-- a --><p>a</p>', '<p>a</p><!-- b -->'],
    ['a template', '<template><p>a</p></template>', '<template><p>b</p></template>'],
  ] as const)
    it(`shows ${what}`, () => {
      show(before);
      turnInto(after);
      expect(box.innerHTML).to.equal(after);
    });

  it('keeps the elements that stay, wherever they go', () => {
    show('<p>old</p><ul><li id="a">a</li><li id="b">b</li><li>c</li></ul>');
    const kept = ['ul', '#a', '#b', 'li:last-child'].map((selector) => get(selector));
    turnInto('<h1>new</h1><ul><li>first</li><li id="b">B</li><li id="a">A</li><li>c</li></ul>');
    expect(['ul', '#a', '#b', 'li:last-child'].map((selector) => get(selector))).to.deep.equal(kept);
  });

  it('keeps what was typed and chosen', () => {
    show(`<input name="a" value="1"><input name="b"><textarea name="c">x</textarea>
      <input type="checkbox" name="d" value="1"><select name="e"><option>1<option>2</select>
      <details><summary>s</summary>t</details>`);
    type(get('[name=a]'), 'typed');
    type(get('textarea'), 'long');
    get('[name=d]').click();
    (get('select') as HTMLSelectElement).selectedIndex = 1;
    get('select').dispatchEvent(new Event('change', { bubbles: true }));
    get('details').setAttribute('open', '');
    expect(typed.isAny()).to.equal(true);
    turnInto(`<p>new</p><input name="b" value="9"><input name="a" value="2"><textarea name="c">y</textarea>
      <input type="checkbox" name="d" value="1"><select name="e"><option>0<option>1<option>2</select>
      <details><summary>S</summary>T</details>`);
    const values = ['[name=a]', '[name=b]', 'textarea', 'select'].map(
      (selector) => (get(selector) as HTMLInputElement).value,
    );
    expect(values).to.deep.equal(['typed', '9', 'long', '2']);
    expect((get('[name=d]') as HTMLInputElement).checked).to.equal(true);
    expect(get('details').outerHTML).to.equal('<details open=""><summary>S</summary>T</details>');
  });

  it('never removes a field that was typed in, nor changes what is written in place', () => {
    show('<form><input name="gone"></form><div contenteditable>draft</div><input name="untouched">');
    type(get('[name=gone]'), 'typed');
    type(get('[contenteditable]'), 'my words');
    turnInto('<h1>no form</h1><div contenteditable>draft 2</div>');
    expect((get('[name=gone]') as HTMLInputElement).value).to.equal('typed');
    expect(get('[contenteditable]').textContent).to.equal('my words');
    expect(box.querySelector('[name=untouched]')).to.equal(null);
  });

  it('is sure that nothing is typed where there is only what was served', () => {
    show(`<input value="1"><input type="range"><input type="color"><input type="hidden" value="t">
      <select><option>1</select><textarea>x</textarea><input type="submit"><input type="radio" checked>`);
    expect(typed.isAny()).to.equal(false);
  });

  it('leaves what scripts made: texts, attributes, and elements of their own', async () => {
    show('<p>5 €</p><b>0</b><ul><li>x</li></ul><nav class="closed">n</nav>');
    get('b').textContent = '2';
    get('nav').className = 'open';
    get('ul').innerHTML = '<li>1</li><li>2</li>';
    box.append(Object.assign(document.createElement('dialog'), { textContent: 'own' }));
    const same = '<ul><li>1</li><li>2</li></ul><nav class="open">n</nav><dialog>own</dialog>';
    // The notes of a script come later, or are fetched by the swap.
    turnInto('<p>4 €</p><b>0</b><ul><li>x</li></ul><nav class="closed">n</nav>');
    expect(box.innerHTML).to.equal(`<p>4 €</p><b>2</b>${same}`);
    await new Promise((resolve) => setTimeout(resolve));
    turnInto('<p>3 €</p><b>0</b><ul><li>y</li></ul><nav class="closed">n</nav>');
    expect(box.innerHTML).to.equal(`<p>3 €</p><b>2</b>${same}`);
  });

  it('leaves what stands in place of a served element, and brings back what was only moved', () => {
    show('<h1>t</h1><video-player>v</video-player><p id="moved">m</p>');
    const player = Object.assign(document.createElement('div'), { textContent: 'player' });
    get('video-player').replaceWith(player);
    box.prepend(get('#moved'));
    turnInto('<h1>T</h1><video-player>v</video-player><p id="moved">M</p>');
    expect(box.innerHTML).to.equal('<h1>T</h1><div>player</div><p id="moved">M</p>');
  });

  it('leaves what is marked to be kept, and this element', () => {
    show('<div data-isr-keep>mine</div><isr-update shown=""></isr-update>');
    turnInto('<div data-isr-keep>theirs</div><isr-update></isr-update>');
    expect(box.innerHTML).to.equal('<div data-isr-keep="">mine</div><isr-update shown=""></isr-update>');
  });

  it('runs no script, neither again nor for the first time', async () => {
    Object.assign(globalThis, { runs: 0 });
    show('<p>a</p>');
    const script = Object.assign(document.createElement('script'), { textContent: 'runs++' });
    box.append(script);
    turnInto('<p>b</p><script>runs++</script><section><script>runs++</script>x</section>');
    await new Promise((resolve) => setTimeout(resolve));
    expect((globalThis as unknown as { runs: number }).runs).to.equal(1);
    expect(get('section').innerHTML).to.equal('x');
  });
});
