import assert from 'node:assert/strict';

import { describe, expect, test } from 'vitest';

import { UsageError } from '#bot/arguments.ts';
import { settings } from '#bot/config.ts';
import { docsLink, docsOfRun, docsPage, stepNamed } from '#bot/documentation.ts';
import { docsLinkIn, docsLinks } from '#bot/messages/docs-links.ts';
import { refusalSentence } from '#bot/messages/refusals.ts';
import { type Engine, loadRunbooks, type Plan } from '#core/index.ts';
import { planningOf } from '#core/runner/index.ts';

import { Scene } from '../core/runner/engines.ts';
import { planOf } from '../core/runner/plans.ts';

const at = { settings: settings.parse({ docsUrl: 'https://docs.example.jp/' }) } as const;
const ROOT = 'https://docs.example.jp';

describe('the address of a page', () => {
  test('is that of the step, in the language: English at the root, Japanese below /ja/', () => {
    expect(docsLink(at.settings, 'iplanet/sims-offline', 'empty-queue')).toEqual({
      en: `${ROOT}/runbooks/iplanet/sims-offline/#empty-queue`,
      ja: `${ROOT}/ja/runbooks/iplanet/sims-offline/#empty-queue`,
    });
  });

  test('keeps the folder in which the documentation is published', () => {
    const settled = settings.parse({ docsUrl: 'https://example.jp/watari//' });
    expect(docsLink(settled, null)).toEqual({
      en: 'https://example.jp/watari/',
      ja: 'https://example.jp/watari/ja/',
    });
  });

  test('of a step that is done wave by wave names the step: the page has the waves of the example', () => {
    expect(docsLink(at.settings, 'iplanet/sims-incremental', 'move-store@canary')?.en).toBe(
      `${ROOT}/runbooks/iplanet/sims-incremental/#move-store`,
    );
  });

  test('is unknown until the site names one', () => {
    expect(docsLink(settings.parse({}), 'iplanet/sims-offline', 'empty-queue')).toBeNull();
  });
});

describe('the address of a step of a run', () => {
  const planned = (values: Plan['values']): Plan => ({ ...planOf([{ id: 'look' }]), values });
  const examples = planned({ mailHost: 'mail.siroe.com', port: 389, again: false });
  const engine: Pick<Engine, 'plan'> = {
    plan: async () => ({ kind: 'planned', plan: examples, documents: new Map(), problems: [] }),
  };
  const addressOf = async (values: Plan['values']) =>
    new URL((await docsOfRun({ engine, ...at }, planned(values)))('look')?.ja ?? '');

  test('holds the values that differ from the example, so that the page shows the commands of this run', async () => {
    const url = await addressOf({ mailHost: 'mx 1+2', port: 389, again: true });
    expect([...url.searchParams]).toEqual([
      ['set.mailHost', 'mx 1+2'],
      ['set.again', 'true'],
    ]);
    expect(url.hash).toBe('#look');
  });

  test('never holds a secret, nor what a page does not ask for', async () => {
    const url = await addressOf({
      password: { secret: { from: 'env', name: 'BIND_PASSWORD' } },
      list: { file: '/srv/list', document: 'a'.repeat(64) },
      users: ['aiko', 'ben'],
    });
    expect(url.search).toBe('');
  });

  test('holds as many values as a site has: twice what the longest runbook takes', async () => {
    const values = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`parameter${index}`, `/export/home/mail/store/of/${index}`]),
    );
    expect((await addressOf(values)).searchParams.size).toBe(25);
  });

  test.each([1, 2000])('is whole in its link, which Slack takes: %i characters of a value', (length) => {
    const address = docsLink(at.settings, 'iplanet/sims-offline', 'look', { base: '&'.repeat(length) });
    assert.ok(address !== null);
    for (const link of docsLinks(address, 'ja')) {
      expect(link.length).toBeLessThanOrEqual(1900);
      expect(link).toMatch(/^<https:[^|<>]*#look\|[^|<>]+>$/u);
    }
  });

  test('that is without its values is said to show examples', () => {
    const long = docsLink(at.settings, 'iplanet/sims-offline', 'look', { base: 'o='.padEnd(1900, 'x') });
    const short = docsLink(at.settings, 'iplanet/sims-offline', 'look', { base: 'o=internet' });
    assert.ok(long !== null && short !== null);
    expect([long, short].map((address) => docsLinkIn(address, 'ja').split('|')[1])).toEqual([
      'ドキュメント（例の値）>',
      'ドキュメント>',
    ]);
  });
});

const newScene = () => new Scene(planOf([{ id: 'look' }, { id: 'stop' }]));
/** An engine on the runbooks that Watari ships. */
const onShipped = (scene: Scene) =>
  scene.engine('docs', {
    planning: planningOf({ runbooks: 'runbooks', inventory: () => null, lab: false }),
  });

describe('a step', () => {
  const step = (id: string, number: string, group: string | null = null) => ({
    id,
    number,
    group: group === null ? null : { id: group, number: group, title: { en: group, ja: group } },
  });
  const steps = [
    step('look', '1'),
    step('hold@canary', '11a@canary', '11'),
    step('move@canary', '11d@canary', '11'),
    step('hold@rest', '11a@rest', '11'),
    step('move@rest', '11d@rest', '11'),
  ];

  test.each([
    ['look', 'look'],
    ['1', 'look'],
    ['11D@rest', 'move@rest'],
    ['move@rest', 'move@rest'],
    ['move', 'move@canary'],
    ['11d', 'move@canary'],
    ['11', 'hold@canary'],
    ['2', undefined],
    ['', undefined],
  ])('goes by its id or number, in the first wave unless one is named: %s', (typed, id) => {
    expect(stepNamed(steps, typed)?.id).toBe(id);
  });

  test('of every runbook is found by its id and by its number', () => {
    for (const { steps: written } of loadRunbooks('runbooks').runbooks)
      for (const one of written)
        expect([stepNamed(written, one.id), stepNamed(written, one.number)]).toEqual([one, one]);
  });
});

describe('docs', () => {
  test.each([
    ['1', '1'],
    ['9a', '9a'],
    ['9A', '9a'],
    ['9', '9a'],
  ])('finds a step of a runbook by its number, or the first of a group: %s', async (typed, number) => {
    await using scene = newScene();
    const engine = onShipped(scene);
    const page = await docsPage(['iplanet/sims-offline', typed], { engine, ...at, view: null });
    if ('code' in page) throw new Error(page.code);
    expect(page.step?.number).toBe(number);
    expect(page.url.ja).toBe(`${ROOT}/ja/runbooks/iplanet/sims-offline/#${page.step?.id}`);
  });

  test('without words is the current step of the run', async () => {
    await using scene = newScene();
    const engine = onShipped(scene);
    const view = await scene.engine('bot').view(await scene.start(scene.engine('bot')));
    const page = await docsPage([], { engine, ...at, view });
    expect(page).toMatchObject({
      step: { id: view?.step?.id },
      url: { en: expect.stringContaining('#look') },
    });
  });

  test('with one word is that step of the run', async () => {
    await using scene = newScene();
    const engine = onShipped(scene);
    const view = await scene.engine('bot').view(await scene.start(scene.engine('bot')));
    expect(await docsPage(['stop'], { engine, ...at, view })).toMatchObject({ step: { id: 'stop' } });
  });

  test('without words and without a run is the front page', async () => {
    await using scene = newScene();
    const engine = onShipped(scene);
    expect(await docsPage([], { engine, ...at, view: null })).toEqual({
      runbook: null,
      step: null,
      url: { en: `${ROOT}/`, ja: `${ROOT}/ja/` },
    });
  });

  test.each([
    [['no/such'], 'unknown-runbook', 'There is no runbook no/such. Known: groupmax/from-v5, '],
    [['nonsense', '3'], 'unknown-runbook', 'There is no runbook nonsense. Known: '],
    [['iplanet/sims-offline', '99'], 'unknown-step', 'iplanet/sims-offline has no step 99. Known: 1, 2, '],
    [['9a'], 'no-open-run', ''],
  ])('of %j is refused: %s', async (words, code, sentence) => {
    await using scene = newScene();
    const engine = onShipped(scene);
    const no = await docsPage(words, { engine, ...at, view: null });
    if (!('code' in no)) throw new Error(JSON.stringify(no.url));
    expect(no.code).toBe(code);
    expect(refusalSentence(no).en).toContain(sentence);
  });

  test('of more words than a runbook and a step is wrong usage', async () => {
    await using scene = newScene();
    const engine = onShipped(scene);
    const asked = docsPage(['iplanet/sims-offline', '9', 'a'], { engine, ...at, view: null });
    await expect(asked).rejects.toThrow(UsageError);
  });

  test('says what to do where nobody has said where the documentation is', async () => {
    await using scene = newScene();
    const engine = onShipped(scene);
    const no = await docsPage([], { engine, settings: settings.parse({}), view: null });
    if (!('code' in no)) throw new Error(JSON.stringify(no.url));
    expect(refusalSentence(no).en).toContain('docsUrl in watari.yaml');
    expect(refusalSentence(no).ja).toContain('watari.yaml の docsUrl');
  });
});
