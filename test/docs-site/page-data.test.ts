import { describe, expect, test } from 'vitest';

import { compilePlan, planJson } from '#core/plan/index.ts';
import { loadRunbooks } from '#core/runbook/index.ts';
import type { Runbook } from '#core/runbook/schema.ts';
import { id as stepId } from '#core/runbook/step-form.ts';

import { type RunbookPage, runbookPage } from '../../docs-site/generator/runbook-data.ts';
import { runbookMarkdown } from '../../docs-site/generator/runbook-markdown.ts';
import { runbookMdx } from '../../docs-site/generator/runbook-mdx.ts';
import { type PageOperation, type PageView, hostsDiagram, readPage } from '../../docs-site/page-data.ts';
import { PAGE_ANCHORS } from '../../docs-site/page/anchors.ts';
import { words } from '../../docs-site/src/site/words.ts';

const { runbooks } = loadRunbooks('runbooks');
const LANGUAGES = ['en', 'ja'] as const;

function runbookOf(id: string): Runbook {
  const found = runbooks.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}
function planOf(runbook: Runbook, values: Readonly<Record<string, string>> = {}) {
  const compiled = compilePlan({ runbook, values, inventory: null, examples: true });
  if (compiled.kind !== 'planned') throw new Error(JSON.stringify(compiled.problems));
  return planJson(compiled.plan);
}
function viewOf({ data }: RunbookPage, values: Readonly<Record<string, string>>): PageView {
  const reading = readPage(data, values);
  if (reading.kind !== 'view') throw new Error(JSON.stringify(reading.problems));
  return reading.view;
}
const offlineRunbook = runbookOf('iplanet/sims-offline');
const offline = (language: 'en' | 'ja') => runbookPage(offlineRunbook, language, '.');

describe.each(LANGUAGES)('a page in %s', (language) => {
  test.each(runbooks.map((runbook) => [runbook.id, runbook] as const))(
    'of %s has every step, text, warning and command of the plan, in order',
    (_id, runbook) => {
      const { view } = runbookPage(runbook, language, '.');
      const plan = planOf(runbook);
      expect(view.warnings).toEqual(plan.warnings.map((text) => text[language]));
      const commands = (operations: readonly Pick<PageOperation, 'command'>[]) =>
        operations.map(({ command }) => command);
      expect(
        view.steps.map((step) => ({
          id: step.id,
          number: step.number,
          title: step.title,
          text: step.text,
          warnings: step.warnings,
          notes: step.notes,
          unverifiable: step.unverifiable,
          commands: [step.operations, step.verify, step.undo].map(commands),
          hash: step.stepHash,
        })),
      ).toEqual(
        plan.steps.map((step) => ({
          id: step.id,
          number: step.number,
          title: step.title[language],
          text: step.text[language],
          warnings: step.warnings.map((text) => text[language]),
          notes: step.notes.map((text) => text[language]),
          unverifiable: step.unverifiable?.[language] ?? null,
          commands: [step.operations, step.verify, step.undo].map(commands),
          hash: step.stepHash.slice(0, 8),
        })),
      );
    },
  );

  test('holds nothing in the other language', () => {
    const other = language === 'en' ? 'ja' : 'en';
    for (const runbook of runbooks) {
      const { data } = runbookPage(runbook, language, '.');
      expect(data.runbook.title[language]).not.toBe('');
      expect(data.runbook.title[other]).toBe('');
    }
  });
});

test('an English page holds no kana', () => {
  for (const runbook of runbooks)
    expect(JSON.stringify(runbookPage(runbook, 'en', '.').data)).not.toMatch(/[\u3040-\u30ff]/u);
});

describe('values of a reader', () => {
  test('change the commands and which steps apply', () => {
    const page = offline('en');
    const values = { storeVia: 'pipe', mailboxes: 'aoki, baba', mailHost: 'mail.example.jp' };
    const view = viewOf(page, values);
    const step = (id: string) => view.steps.find((one) => one.id === id);
    expect(step('back-up-store')?.applies).toBe(false);
    expect(step('convert-directly')?.applies).toBe(true);
    const plan = planOf(runbookOf('iplanet/sims-offline'), values);
    expect(view.steps.flatMap((one) => one.operations.map(({ command }) => command))).toEqual(
      plan.steps.flatMap((one) => one.operations.map(({ command }) => command)),
    );
    expect(view.talks.hosts.map(({ name }) => name)).toContain('mail.example.jp');
  });

  test.each([
    ['en', '"a b" cannot stand here. Enter a host name or an IP address.'],
    ['ja', '「a b」は使えません。ホスト名または IP アドレスを指定してください。'],
  ] as const)('that cannot stand are said in %s, beside the field', (language, sentence) => {
    expect(readPage(offline(language).data, { mailHost: 'a b' })).toEqual({
      kind: 'problems',
      problems: [{ name: 'mailHost', sentence }],
    });
  });
});

describe('anchors', () => {
  test('are the ids of steps, each once', () => {
    for (const runbook of runbooks) {
      const anchors = runbookPage(runbook, 'en', '.').view.steps.map(({ anchor }) => anchor);
      expect(new Set(anchors).size).toBe(anchors.length);
      expect(anchors).toEqual(runbook.steps.map(({ id }) => id));
    }
  });
});

describe('a page with several waves', () => {
  /** SIMS incremental with a second wave, as the example has one. */
  function twoWaves() {
    const runbook = structuredClone(runbookOf('iplanet/sims-incremental'));
    const waves = Object.values(runbook.parameters).find(({ type }) => type === 'waves');
    const [first] = waves?.type === 'waves' ? (waves.example ?? []) : [];
    if (waves?.type !== 'waves' || first === undefined) throw new Error('no waves');
    waves.example = [first, { ...first, name: 'others', filter: '(uid=a*)' }];
    return { runbook, waves, first };
  }
  const anchorsOf = ({ view }: RunbookPage) => view.steps.map(({ anchor }) => anchor);

  test('has anchors of its own for the second one; those of the first one stay', () => {
    const page = runbookPage(twoWaves().runbook, 'en', '.');
    expect(anchorsOf(page)).toEqual(expect.arrayContaining(['tell-wave', 'tell-wave_others']));
    const ids = [...runbookMdx(page, 1).matchAll(/\{#([^}]+)\}/gu)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([...anchorsOf(page)]));
  });

  test('gives a step that is called as a wave of another one its own anchor', () => {
    const { runbook } = twoWaves();
    const last = runbook.steps.at(-1);
    if (last === undefined) throw new Error('no step');
    last.id = 'tell-wave-others';
    const anchors = anchorsOf(runbookPage(runbook, 'en', '.'));
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(anchors.at(-1)).toBe('tell-wave-others');
  });

  test('leads cards to the first wave of a group whose waves are those of another parameter', () => {
    const { runbook, waves, first } = twoWaves();
    const later = { ...waves, example: [{ ...first, name: 'north' }] };
    const group = runbook.steps.find(({ id }) => id === 'tell-wave')?.group;
    if (group === undefined || group === null) throw new Error('no group');
    const own = { ...group, id: 'groups', each: 'laterWaves' };
    const steps = runbook.steps.map((step) => (step.id === 'move-groups' ? { ...step, group: own } : step));
    const changed = { ...runbook, parameters: { ...runbook.parameters, laterWaves: later }, steps };
    const page = runbookPage(changed, 'en', '.');
    expect(page.view.steps.find(({ id }) => id === 'move-groups@north')?.anchor).toBe('move-groups');
  });
});

test("no step's name is taken by a heading of the page itself", () => {
  const runbook = structuredClone(offlineRunbook);
  for (const [index, id] of ['assumptions', 'advice', 'your-values', 'hosts-title'].entries()) {
    const step = runbook.steps[index];
    if (step !== undefined) step.id = id;
  }
  const page = runbookPage(runbook, 'en', '.');
  expect(page.view.steps.slice(0, 3).map(({ anchor }) => anchor)).toEqual([
    'assumptions',
    'advice',
    'your-values',
  ]);
  const drawn = [...hostsDiagram(page.view.talks, 'en').matchAll(/ id="([^"]+)"/gu)];
  const own = [...Object.values(PAGE_ANCHORS), ...drawn.map(([, id = '']) => id)];
  expect(own.length).toBe(5);
  // What a step may be called: core/runbook/step-form.ts.
  expect(own.filter((id) => stepId.safeParse(id).success)).toEqual([]);
});

describe('a runbook of a team', () => {
  const own = (language: 'en' | 'ja') =>
    runbookPage(
      {
        ...structuredClone(offlineRunbook),
        source: { guide: { en: 'Our own procedure', ja: '自社の手順書' } },
      },
      language,
      '.',
    );

  test('says where it is from in the language of the page', () => {
    expect(own('en').data.source).toBe('Our own procedure');
    expect(own('ja').data.source).toBe('自社の手順書');
    expect(runbookMarkdown(own('ja'))).toContain('出典：自社の手順書');
  });

  test('is not said to have a guide that its values come from', () => {
    expect(runbookMarkdown(own('ja')).slice(0, 1000)).not.toContain('ガイドの例');
  });
});

describe('what is needed', () => {
  test('names who approves, what is down meanwhile, and from where there is no way back', () => {
    const { needs } = offline('en').view;
    expect(needs).toMatchObject({
      approvers: 2,
      services: [
        { id: 'smtp', down: { number: '3', anchor: 'empty-queue' }, up: { number: '13' } },
        { id: 'mail', down: { number: '4' }, up: { number: '13' } },
      ],
      secrets: [{ name: 'bindPassword' }],
    });
    expect(needs.irreversible[0]).toMatchObject({ number: '9a', anchor: 'upgrade-domains' });
    expect(needs.unlessMapped.map(({ anchor }) => anchor)).toContain('install-iplanet');
  });

  test('says of a named operation that it depends on the site who carries it out', () => {
    const { steps } = offline('en').view;
    const [install] = steps.find(({ id }) => id === 'install-iplanet')?.operations ?? [];
    expect(install).toMatchObject({
      named: 'messaging-server.install',
      prompts: [{ answer: 'No' }, { answer: '390' }],
    });
    for (const language of ['en', 'ja'] as const)
      expect(runbookMarkdown(offline(language))).toContain(words.named('messaging-server.install')[language]);
  });

  test('says once that a service is away, however many steps stop it again', () => {
    const runbook = structuredClone(offlineRunbook);
    for (const step of runbook.steps) if (step.id === 'back-up-store') step.service = { mail: 'down' };
    const { services } = runbookPage(runbook, 'en', '.').view.needs;
    expect(services.map(({ id, down }) => `${id} ${down.number}`)).toEqual(['smtp 3', 'mail 4']);
  });
});

describe('the diagram of hosts', () => {
  const svgOf = (id: string, language: 'en' | 'ja'): string =>
    hostsDiagram(runbookPage(runbookOf(id), language, '.').view.talks, language);

  test.each(runbooks.map(({ id }) => id))('of %s names every host, for eyes and for ears', (id) => {
    for (const language of LANGUAGES) {
      const { talks } = runbookPage(runbookOf(id), language, '.').view;
      const svg = svgOf(id, language);
      expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="_hosts-title _hosts-desc"/u);
      const description = /<desc id="_hosts-desc">([^<]*)<\/desc>/u.exec(svg)?.[1] ?? '';
      for (const { name } of talks.hosts)
        expect(description).toContain(name.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
    }
  });

  test('shows which host turns to which: one whose commands name another', () => {
    const { calls } = runbookPage(runbookOf('iplanet/netscape'), 'en', '.').view.talks;
    expect(calls).toContainEqual(expect.objectContaining({ from: 'mail.siroe.com', to: 'ldap.siroe.com' }));
    expect(calls.filter(({ from, to }) => from === to)).toEqual([]);
    const talks = {
      hosts: ['old.example.jp', 'new.example.jp'].map((name) => ({
        name,
        titles: [],
        commands: 1,
        files: 0,
        ldapPorts: [],
        ports: [],
        byHand: [],
      })),
      calls: [{ from: 'old.example.jp', to: 'new.example.jp', numbers: ['11', '12'] }],
      dns: [],
    };
    const svg = hostsDiagram(talks, 'en');
    expect(svg).toContain('hosts-diagram__stream');
    expect(svg).toContain('From old.example.jp to new.example.jp: steps 11, 12');
  });

  test('counts what is carried out, and not what would be undone', () => {
    const runbook = structuredClone(offlineRunbook);
    const [first] = runbook.steps;
    if (first === undefined) throw new Error('no step');
    const before = runbookPage(runbook, 'en', '.').view.talks;
    first.undo = [{ ssh: { on: 'mailHost', run: 'true' } }];
    const { talks, steps } = runbookPage(runbook, 'en', '.').view;
    expect(steps[0]?.undo.map(({ command }) => command)).toEqual(['true']);
    expect(talks).toEqual(before);
  });

  test('lets no name end the drawing', () => {
    const talks = {
      hosts: [{ name: '</svg><b>', titles: [], commands: 1, files: 0, ldapPorts: [], ports: [], byHand: [] }],
      calls: [],
      dns: [],
    };
    expect(hostsDiagram(talks, 'en')).not.toContain('<b>');
  });
});
