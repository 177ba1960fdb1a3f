import { describe, expect, test } from 'vitest';

import { compilePlan, planJson } from '#core/plan/index.ts';
import { loadRunbooks } from '#core/runbook/index.ts';
import type { Runbook } from '#core/runbook/schema.ts';

import { type RunbookPage, runbookPage } from '../../docs-site/generator/runbook-data.ts';
import { runbookMdx } from '../../docs-site/generator/runbook-mdx.ts';
import { type PageOperation, type PageView, hostsDiagram, readPage } from '../../docs-site/page-data.ts';

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
const offline = (language: 'en' | 'ja') => runbookPage(runbookOf('iplanet/sims-offline'), language, '.');

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

test('a second wave has anchors of its own; those of the first one stay', () => {
  const runbook = structuredClone(runbookOf('iplanet/sims-incremental'));
  const waves = Object.values(runbook.parameters).find(({ type }) => type === 'waves');
  const [first] = waves?.type === 'waves' ? (waves.example ?? []) : [];
  if (waves?.type !== 'waves' || first === undefined) throw new Error('no waves');
  waves.example = [first, { ...first, name: 'others', filter: '(uid=a*)' }];
  const { data, view } = runbookPage(runbook, 'en', '.');
  const anchors = view.steps.map(({ anchor }) => anchor);
  expect(anchors).toEqual(expect.arrayContaining(['tell-wave', 'tell-wave-others']));
  const ids = [...runbookMdx({ data, view }, 1).matchAll(/\{#([^}]+)\}/gu)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(anchors));
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
      secrets: [{ name: 'bindPassword', inArguments: true }],
    });
    expect(needs.irreversible[0]).toMatchObject({ number: '9a', anchor: 'upgrade-domains' });
    expect(needs.byHand.map(({ anchor }) => anchor)).toContain('install-iplanet');
  });
});

describe('the diagram of hosts', () => {
  const svgOf = (id: string, language: 'en' | 'ja'): string =>
    hostsDiagram(runbookPage(runbookOf(id), language, '.').view.talks, language);

  test.each(runbooks.map(({ id }) => id))('of %s names every host, for eyes and for ears', (id) => {
    for (const language of LANGUAGES) {
      const { talks } = runbookPage(runbookOf(id), language, '.').view;
      const svg = svgOf(id, language);
      expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="hosts-title hosts-desc"/u);
      const description = /<desc id="hosts-desc">([^<]*)<\/desc>/u.exec(svg)?.[1] ?? '';
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

  test('lets no name end the drawing', () => {
    const talks = {
      hosts: [{ name: '</svg><b>', titles: [], commands: 1, files: 0, ldapPorts: [], ports: [], byHand: [] }],
      calls: [],
      dns: [],
    };
    expect(hostsDiagram(talks, 'en')).not.toContain('<b>');
  });
});
