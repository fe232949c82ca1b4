import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { injectScript, loadsClient, scriptElement } from '../../../src/build/site/inject-script.js';

const LINE = scriptElement('/sw-isr.js');

describe('the script element in a page', () => {
  it('stands at the end of the head, which no comment ends', () => {
    const html = `<head><!-- </head> --><title>x</title></head><body></body>`;
    assert.equal(injectScript(html, '/sw-isr.js'), html.replace('</head><body>', `${LINE}$&`));
  });

  it('is added to a page that has it in a comment alone', () => {
    const html = `<head><!-- ${LINE} --></head>`;
    assert.equal(loadsClient(html), false);
    assert.equal(injectScript(html, '/sw-isr.js'), html.replace(/<\/head>$/, `${LINE}</head>`));
  });
});
