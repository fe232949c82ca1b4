import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type FindingCode, finding, FINDINGS } from '../../../src/build/doctor/findings.js';
import { reportDoctor } from '../../../src/build/doctor/report.js';
import type { DoctorPage, DoctorResult } from '../../../src/build/doctor/types.js';

const page = (path: string, more: Partial<DoctorPage> = {}): DoctorPage => ({
  ...{
    path,
    status: 200,
    whose: 'everyone',
    by: '304',
    validator: 'strong ETag',
    firstView: '1 + 304',
    tags: [],
  },
  findings: [],
  ...more,
});

const result = (pages: DoctorPage[], findings: DoctorResult['findings'] = []): DoctorResult => ({
  origin: 'https://shop.example',
  findings,
  routes: [{ route: '/*', pages }],
  counts: { ok: 0, note: 1, warning: 2, error: 0 },
  requests: 12,
  duration: 1234,
});

const report = (pages: DoctorPage[], findings: DoctorResult['findings'] = []): string =>
  reportDoctor(result(pages, findings), false);

describe('the report', () => {
  it('is a table for each route, with what was found below it', () => {
    const text = reportDoctor(
      result(
        [
          page('/', { findings: [finding('everyone', 'It is.')] }),
          page('/account', {
            whose: 'personal',
            by: undefined,
            firstView: '2',
            findings: [finding('personal', 'His.')],
          }),
          page('/gone', {
            status: undefined,
            whose: 'none',
            by: undefined,
            validator: 'none',
            firstView: '1',
          }),
        ],
        [finding('worker-missing', 'Not there.'), finding('catch-all', 'A page.')],
      ),
      false,
    );
    assert.equal(
      text,
      `Site https://shop.example
  warning  A page.
           → ${FINDINGS['catch-all'].remedy}
  note     Not there.
           → ${FINDINGS['worker-missing'].remedy}

Route /*: 1 of 2 pages everyone's
  page      status  whose              validator    first view
  /         200     everyone's, by 304  strong ETag  1 + 304
  /account  200     personal            strong ETag  2
  /gone     –       –                   none         1
  note     /account: His.
           → ${FINDINGS.personal.remedy}

0 errors, 2 warnings, 1 note – 3 pages, 12 requests, 1.2 s`.replace(
        'whose              v',
        'whose               v',
      ),
    );
  });

  it('says once what is the same of several pages, and shows a few of one kind', () => {
    const alike = ['/a', '/b', '/c', '/d', '/e'].map((path) =>
      page(path, { findings: [finding('set-cookie', 'Sets.')] }),
    );
    assert.match(report(alike), / {2}warning {2}\/a, \/b, \/c and 2 more: Sets\.\n/);
    const others = ['1', '2', '3', '4', '5'].map((name) =>
      page(`/${name}`, { findings: [finding('personal', `Line ${name}.`)] }),
    );
    assert.match(report(others), /\/3: Line 3\.\n {11}… and 2 pages more of this kind\.\n {11}→ Nothing/);
  });

  it('shows the worst first', () => {
    const text = report([
      page('/', {
        findings: [finding('personal', 'N'), finding('set-cookie', 'W'), finding('shared-validator', 'E')],
      }),
    ]);
    assert.ok(text.indexOf('/: E') < text.indexOf('/: W') && text.indexOf('/: W') < text.indexOf('/: N'));
  });

  it('says where a page is taken for everyone’s wrongly', () => {
    const text = report([page('/', { findings: [finding('shared-validator', 'E')] })]);
    assert.match(text, /everyone's, by 304, wrongly/);
    assert.match(text, /0 of 1 page everyone's/);
  });

  it('has colours for a terminal alone', () => {
    const found = result([page('/', { findings: [finding('set-cookie', 'W')] })]);
    assert.ok(reportDoctor(found, true).includes('\x1b[33mwarning\x1b[0m'));
    assert.ok(!reportDoctor(found, false).includes('\x1b'));
  });

  it('lets what a site sends steer no terminal', () => {
    const evil = '\x1b]0;owned\x07 \u009b31m \u202e';
    const text = report(
      [page(`/${evil}`, { findings: [finding('redirect', evil)] })],
      [finding('script-type', evil)],
    );
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f\u202e]/);
  });
});

describe('the kinds of findings', () => {
  const codes = Object.keys(FINDINGS) as FindingCode[];

  it('have a remedy in one sentence each, but for what is right', () => {
    for (const code of codes) {
      const { level, remedy } = finding(code, '');
      if (level === 'warning' || level === 'error') assert.match(remedy ?? '', /^[A-Z].*\.$/, code);
    }
  });

  it('are all found by some test', () => {
    const folder = 'test/build/doctor';
    const tests = readdirSync(folder)
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
      .join('\n');
    assert.deepEqual(
      codes.filter((code) => !tests.includes(`'${code}'`)),
      [],
    );
  });
});
