import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { clip, code, escape, type KnownBlock, type View } from '#bot/messages/blocks.ts';
import { stepDetails } from '#bot/messages/details.ts';
import { planModal } from '#bot/messages/plan-modal.ts';
import { runMessage } from '#bot/messages/run-message.ts';
import { startForm } from '#bot/messages/start-form.ts';
import { stepCard } from '#bot/messages/step-card.ts';
import type { Parameter, PlannedStep } from '#core/index.ts';
import { manual, ssh } from '#test/core/runner/plans.ts';

import { drawing, PHASES, plan, SITE, viewOf } from './night.ts';

/** Slack's limits, from its reference of blocks, elements and views. */
function expectWithinLimits(blocks: readonly KnownBlock[], most: number): void {
  expect(blocks.length).toBeGreaterThan(0);
  expect(blocks.length).toBeLessThanOrEqual(most);
  const ids = blocks.flatMap(({ block_id: id }) => (id === undefined ? [] : [id]));
  expect(new Set(ids).size).toBe(ids.length);
  for (const block of blocks) expectBlockWithin(block);
}

function expectBlockWithin(block: KnownBlock): void {
  expect((block.block_id ?? '').length).toBeLessThanOrEqual(255);
  if (block.type === 'section') expectText(block.text?.text, 3000);
  if (block.type === 'header') expectText(block.text.text, 150);
  if (block.type === 'context') {
    expect(block.elements.length).toBeLessThanOrEqual(10);
    for (const element of block.elements) if ('text' in element) expectText(element.text, 3000);
  }
  if (block.type === 'actions') {
    expect(block.elements.length).toBeLessThanOrEqual(25);
    for (const element of block.elements)
      if (element.type === 'button') {
        expectText(element.text.text, 75);
        expect((element.value ?? '').length).toBeLessThanOrEqual(2000);
      }
  }
  if (block.type === 'input') {
    expectText(block.label.text, 2000);
    expect((block.hint?.text ?? '').length).toBeLessThanOrEqual(2000);
    if (block.element.type === 'static_select') {
      expect(block.element.options?.length).toBeLessThanOrEqual(100);
      for (const { text, value } of block.element.options ?? []) {
        expectText(text.text, 75);
        expectText(value, 150);
      }
    }
    if (block.element.type === 'plain_text_input')
      expect((block.element.initial_value ?? '').length).toBeLessThanOrEqual(3000);
  }
}

function expectText(text: string | undefined, longest: number): void {
  expect(text?.length).toBeGreaterThan(0);
  expect(text?.length).toBeLessThanOrEqual(longest);
}

function expectViewWithin(view: View): void {
  expectText(view.title.text, 24);
  if (view.submit !== undefined) expectText(view.submit.text, 24);
  if (view.close !== undefined) expectText(view.close.text, 24);
  expect((view.private_metadata ?? '').length).toBeLessThanOrEqual(3000);
  expectWithinLimits(view.blocks, 100);
}

const anyText = fc
  .array(
    fc.constantFrom('メール', '<!channel>', '&', '```', '\n', '*bold*', 'word ', '𩸽', 'x'.repeat(400)),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((parts) => `a${parts.join('')}`);
const both = (text: string) => ({ en: text, ja: text });
const anyStep = fc.record({
  title: anyText,
  text: anyText,
  warnings: fc.array(anyText, { maxLength: 5 }),
  commands: fc.array(anyText, { minLength: 1, maxLength: 80 }),
  byHand: fc.boolean(),
});

describe.each(['en', 'ja'] as const)('whatever a runbook says, Slack takes it: %s', (language) => {
  test('cards, run messages and details', () => {
    fc.assert(
      fc.property(anyStep, fc.constantFrom(...Object.keys(PHASES)), (sketch, phase) => {
        const found = PHASES[phase];
        if (found === undefined) return;
        const view = viewOf(found.story(SITE));
        const commands = sketch.commands.map((command, index) => ({
          ...(sketch.byHand && index % 2 === 0
            ? { ...manual(command), command: null }
            : ssh(command, { host: index % 3 === 0 ? 'old' : 'new' })),
          id: `do.${index + 1}`,
        }));
        const change = (step: PlannedStep): PlannedStep => ({
          ...step,
          title: both(sketch.title),
          text: both(sketch.text),
          warnings: sketch.warnings.map(both),
          operations: commands,
        });
        const steps = view.plan.steps.map(change);
        const step = steps.find(({ id }) => id === found.card);
        const current = steps.find(({ id }) => id === view.step?.id) ?? null;
        if (step === undefined) return;
        const changed = { ...view, plan: { ...view.plan, title: both(sketch.title), steps }, step: current };
        const [run, card] = [
          runMessage(changed, drawing(language)),
          stepCard(changed, step, drawing(language)),
        ];
        expectWithinLimits(run.blocks, 50);
        expectWithinLimits(card.blocks, 50);
        expectText(run.text, 4000);
        expectText(card.text, 4000);
        expectViewWithin(stepDetails(changed, step, language, null));
        expectViewWithin(planModal(changed.plan, language));
      }),
      { numRuns: 60, seed: 20_261_121 },
    );
  });

  test('the form of a runbook with any number of parameters', () => {
    const parameter = fc.oneof(
      fc.record({
        type: fc.constant('text' as const),
        title: anyText.map(both),
        help: anyText.map(both),
        default: anyText,
      }),
      fc.record({
        type: fc.constant('users' as const),
        title: anyText.map(both),
        example: fc.array(anyText, { maxLength: 30 }),
      }),
      fc.record({
        type: fc.constant('choice' as const),
        title: anyText.map(both),
        of: fc.array(fc.record({ value: anyText, title: anyText.map(both) }), {
          minLength: 2,
          maxLength: 120,
        }),
      }),
    );
    fc.assert(
      fc.property(fc.array(parameter, { minLength: 1, maxLength: 130 }), (parameters) => {
        const named: Record<string, Parameter> = Object.fromEntries(
          parameters.map((one, index) => [`p${index}`, one]),
        );
        const runbook = {
          id: 'x/y',
          title: both('t'),
          steps: 1,
          stepCount: both('1 step'),
          parameters: named,
        };
        expectViewWithin(
          startForm(
            { runbook, channel: 'C1', rehearsal: true, suggested: {}, typed: {}, secrets: ['one'] },
            language,
          ),
        );
      }),
      { numRuns: 15, seed: 20_261_121 },
    );
  });
});

test('a command is never cut on its way into blocks of code', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = code(text)
        .map((block) => (block.type === 'section' ? (block.text?.text ?? '').slice(3, -3) : ''))
        .join('');
      const bare = (one: string) => one.replaceAll(/[\n\u200b]/gu, '');
      expect(bare(shown)).toBe(bare(escape(text)));
    }),
    { numRuns: 200, seed: 20_261_121 },
  );
});

test('a text is never cut through an escape or half a character', () => {
  for (let longest = 2; longest < 12; longest += 1) {
    expect(clip(escape('a<b&c>d'), longest)).not.toMatch(/&[a-z]*…$/u);
    expect(clip('魚𩸽魚𩸽魚', longest)).not.toMatch(/[\uD800-\uDBFF]…$/u);
  }
});

test('the plan of the test itself is drawn without a limit being near', () => {
  expectViewWithin(planModal(plan, 'ja'));
});
