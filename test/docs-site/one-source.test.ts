import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { stepCard } from '#bot/messages/step-card.ts';
import { type Plan, compilePlan, freeze, planJson } from '#core/plan/index.ts';
import { type Runbook, loadRunbooks } from '#core/runbook/index.ts';
import { aiko, at, Story } from '#test/core/run/given.ts';

import { runbookPage } from '../../docs-site/generator/runbook-data.ts';
import { runbookMarkdown } from '../../docs-site/generator/runbook-markdown.ts';
import { drawing, LAB } from '../bot/messages/night.ts';
import { filesIn, textOf } from '../house-imports.ts';

const OFFLINE = 'iplanet/sims-offline';
const STEP = 'empty-queue';
const folder = mkdtempSync(join(tmpdir(), 'watari-runbooks-'));
afterAll(() => rmSync(folder, { recursive: true }));

function planOf(runbook: Runbook): Plan {
  const compiled = compilePlan({ runbook, values: {}, inventory: null, examples: true });
  if (compiled.kind !== 'planned') throw new Error(JSON.stringify(compiled.problems));
  return compiled.plan;
}

/** The card of a step in Slack, before the run has come to it. */
function cardOf(plan: Plan, id: string): string {
  const { state, events } = new Story([]).after({
    type: 'StartRun',
    run: 'sims-0001',
    plan: freeze(plan),
    target: LAB,
    channel: 'C1',
    by: aiko,
    at,
  });
  const step = plan.steps.find((one) => one.id === id);
  if (state.status === 'not-started' || step === undefined) throw new Error(id);
  const view = {
    run: state.run,
    version: events.length,
    head: '',
    state,
    plan,
    step: plan.steps[0] ?? null,
    previews: {},
    progress: [],
    waves: [],
    holder: null,
  };
  return JSON.stringify(stepCard(view, step, drawing('ja')).blocks);
}

/** Everything that shows a step: the page in both languages, its Markdown, the plan, the card. */
function shownOf(runbooks: readonly Runbook[]) {
  const runbook = runbooks.find(({ id }) => id === OFFLINE);
  if (runbook === undefined) throw new Error(OFFLINE);
  const plan = planOf(runbook);
  const pages = (['en', 'ja'] as const).map((language) => runbookPage(runbook, language, '.'));
  return {
    texts: {
      ...Object.fromEntries(
        pages.flatMap((page) => [
          [`page in ${page.data.language}`, JSON.stringify(page.view)],
          [`data of the page in ${page.data.language}`, JSON.stringify(page.data)],
          [`Markdown in ${page.data.language}`, runbookMarkdown(page)],
        ]),
      ),
      plan: JSON.stringify(planJson(plan)),
      card: cardOf(plan, STEP),
    },
    hashes: [
      ...pages.map(({ view }) => view.steps.find(({ anchor }) => anchor === STEP)?.stepHash),
      plan.steps.find(({ id }) => id === STEP)?.stepHash.slice(0, 8),
      /`([0-9a-f]{8})`/u.exec(cardOf(plan, STEP))?.[1],
    ],
  };
}

const holding = (texts: Readonly<Record<string, string>>, word: string): readonly string[] =>
  Object.entries(texts).flatMap(([name, text]) => (text.includes(word) ? [name] : []));

describe('a command that is changed in a runbook', () => {
  test('is changed on its pages, in its plan and on its card, and nowhere stands the old one', () => {
    cpSync('runbooks', folder, { recursive: true });
    const before = shownOf(loadRunbooks(folder).runbooks);
    for (const file of globSync('iplanet/**/*.yaml', { cwd: folder })) {
      const text = readFileSync(join(folder, file), 'utf8');
      writeFileSync(join(folder, file), text.replaceAll('imta stop dispatcher', 'imta halt dispatcher'));
    }
    const after = shownOf(loadRunbooks(folder).runbooks);
    const everywhere = Object.keys(before.texts);
    expect(holding(before.texts, 'imta stop dispatcher')).toEqual(everywhere);
    expect(holding(after.texts, 'imta stop dispatcher')).toEqual([]);
    expect(holding(after.texts, 'imta halt dispatcher')).toEqual(everywhere);
    expect(new Set(before.hashes).size).toBe(1);
    expect(new Set(after.hashes).size).toBe(1);
    expect(after.hashes[0]).toMatch(/^[0-9a-f]{8}$/u);
    expect(after.hashes).not.toEqual(before.hashes);
  });
});

describe('the commands of a runbook', () => {
  const texts = ['docs-site', 'bot']
    .flatMap((name) => filesIn(name, ['.ts', '.tsx', '.mjs', '.md', '.mdx', '.json', '.css']))
    .map((file) => ({ file, text: textOf(file) }));

  test.each(loadRunbooks('runbooks').runbooks.map((runbook) => [runbook.id, runbook] as const))(
    '%s stand in that runbook alone: neither the site nor the bot has a copy of one',
    (_id, runbook) => {
      const commands = planOf(runbook).steps.flatMap(({ operations, verify, undo }) =>
        [...operations, ...verify, ...undo].flatMap(({ command }) => (command === null ? [] : [command])),
      );
      expect(commands.length).toBeGreaterThan(0);
      expect(texts.length).toBeGreaterThan(100);
      const copies = texts.flatMap(({ file, text }) =>
        [...new Set(commands)]
          // A word alone (`ls`) is nobody's own.
          .filter((command) => command.length >= 8 && text.includes(command))
          .map((command) => `${file}: ${command}`),
      );
      expect(copies).toEqual([]);
    },
  );
});
