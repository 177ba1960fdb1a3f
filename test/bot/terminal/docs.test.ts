import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { UsageError } from '#bot/arguments.ts';
import { announceDocs } from '#bot/rehearsal/docs-address.ts';
import { docs } from '#bot/terminal/commands/docs.ts';

import { lab, Scene } from '../../core/runner/engines.ts';
import { planOf } from '../../core/runner/plans.ts';
import { Terminal } from './terminal.ts';

const newTerminal = () => {
  const terminal = new Terminal(new Scene(planOf([{ id: 'look' }, { id: 'stop' }])));
  announceDocs(terminal.data, 'http://127.0.0.1:4711/');
  return terminal;
};

describe('docs', () => {
  test('without words gives scripts the page of the current step, in both languages', async () => {
    await using terminal = newTerminal();
    await terminal.scene.start(terminal.engine);
    const { runbook, steps } = terminal.scene.plan;
    const { exit, err, json } = await terminal.type(docs, 'docs --json');
    expect([exit, err]).toEqual([0, '']);
    expect(json).toEqual({
      runbook,
      step: { id: 'look', number: '1', title: steps[0]?.title, stepHash: steps[0]?.stepHash },
      url: {
        en: `http://127.0.0.1:4711/runbooks/${runbook}/#look`,
        ja: `http://127.0.0.1:4711/ja/runbooks/${runbook}/#look`,
      },
    });
  });

  test.each([
    ['en', '/runbooks/'],
    ['ja', '/ja/runbooks/'],
  ])('gives people in %s the step, the start of its hash and the address', async (language, path) => {
    await using terminal = newTerminal();
    await terminal.scene.start(terminal.engine);
    const { out } = await terminal.type(docs, `docs stop --lang ${language}`);
    const [named = '', address = '', ...rest] = out.split('\n');
    expect(named).toMatch(/^2 .+ {2}[0-9a-f]{8}$/u);
    expect(address).toContain(`http://127.0.0.1:4711${path}`);
    expect(address).toContain('#stop');
    expect(rest).toEqual(['']);
  });

  test('without a run is the front page', async () => {
    await using terminal = newTerminal();
    expect((await terminal.type(docs, 'docs')).out).toBe('http://127.0.0.1:4711/\n');
  });

  test('with several open runs asks which one', async () => {
    await using terminal = newTerminal();
    await terminal.scene.start(terminal.engine, 'C1');
    terminal.scene.plan = planOf([{}], { lab: 'second' });
    await terminal.scene.start(terminal.scene.engine('another', { target: lab('second') }), 'C2');
    const { exit, json } = await terminal.type(docs, 'docs --json');
    expect([exit, json]).toEqual([1, expect.objectContaining({ refused: 'which-run' })]);
  });

  test.each([
    ['en', 'has no step 7. Known: 1, 2.'],
    ['ja', 'に手順 7 はありません。指定できる手順：1, 2。'],
  ])('of a step that there is not names those that there are, in %s', async (language, sentence) => {
    await using terminal = newTerminal();
    await terminal.scene.start(terminal.engine);
    const { exit, out, err } = await terminal.type(docs, `docs 7 --lang ${language}`);
    expect([exit, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
  });

  test('of more words than a runbook and a step is wrong usage', async () => {
    await using terminal = newTerminal();
    await expect(terminal.type(docs, 'docs a/b 1 2')).rejects.toThrow(UsageError);
  });

  test('says what to do where there is no documentation', async () => {
    await using terminal = new Terminal();
    const { exit, err } = await terminal.type(docs, 'docs');
    expect(exit).toBe(1);
    expect(err).toContain('Set docsUrl in watari.yaml');
  });

  test('believes no address that a killed workspace left', async () => {
    await using terminal = new Terminal();
    mkdirSync(terminal.data, { recursive: true });
    const left = { url: 'http://127.0.0.1:4711/', pid: 2 ** 22 + 1 };
    writeFileSync(join(terminal.data, 'documentation.json'), JSON.stringify(left));
    expect((await terminal.type(docs, 'docs --json')).json).toMatchObject({ refused: 'no-documentation' });
  });
});
