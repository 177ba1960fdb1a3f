import { describe, expect, test } from 'vitest';

import { type Known, submittedValues } from '#bot/messages/known-values.ts';
import { startForm } from '#bot/messages/start-form.ts';
import { loadRunbooks, type Parameter } from '#core/index.ts';
import { readWaves } from '#core/plan/read-waves.ts';

const both = (text: string) => ({ en: text, ja: text });
const shipped = loadRunbooks('runbooks').runbooks.find(({ id }) => id === 'iplanet/sims-incremental');
const parameters: Readonly<Record<string, Parameter>> = shipped?.parameters ?? {};
const users = (count: number) => Array.from({ length: count }, (_, index) => ({ uid: `u${index}` }));
const wave = (name: string, who: object) => ({ name, base: 'dc=siroe,dc=com', domain: 'siroe.com', ...who });
const WAVES = JSON.stringify([
  wave('canary', { users: users(1) }),
  wave('siroe', { users: users(200) }),
  wave('minato', { filter: '(uid=*)' }),
]);
const MANY = JSON.stringify(
  Array.from({ length: 8 }, (_, index) => wave(`w${index}`, { users: ['a', 'b'] })),
);

const fieldOf = (
  name: string,
  language: 'en' | 'ja',
  known: Known,
  { of = parameters, typed = {} }: { of?: typeof parameters; typed?: Record<string, string> } = {},
) => {
  const runbook = { id: 'x/y', title: both('t'), steps: 1, stepCount: both('1 step'), parameters: of };
  const { blocks } = startForm({ runbook, channel: 'C1', secrets: [], typed, ...known }, language);
  const block = blocks.find(({ block_id: id }) => id === name);
  if (block?.type !== 'input' || block.element.type !== 'plain_text_input') throw new Error(name);
  const { hint, optional, element } = block;
  return {
    hint: hint?.text.split('\n')[0],
    how: hint?.text.split('\n').at(-1),
    optional,
    shows: element.initial_value,
    multiline: element.multiline,
  };
};
const site = (waves: string): Known => ({ rehearsal: false, suggested: { waves } });
/** Submits a form in which these fields were filled in, and all others left as they were: empty. */
const submitted = (known: Known, filled: Record<string, string> = {}) =>
  submittedValues(parameters, Object.keys(parameters), (name) => filled[name] ?? '', known);

describe('waves that this place knows', () => {
  test.each([
    [
      'en',
      WAVES,
      'Left empty, these waves are taken: canary (1 user), siroe (200 users), minato (found by a filter).',
    ],
    [
      'ja',
      WAVES,
      '空欄のままにすると、次のウェーブを使います：canary（1 人）、siroe（200 人）、minato（フィルタで選択）。',
    ],
    [
      'en',
      MANY,
      'Left empty, these waves are taken: w0 (2 users), w1 (2 users), w2 (2 users), w3 (2 users), w4 (2 users), 3 more.',
    ],
    [
      'ja',
      MANY,
      '空欄のままにすると、次のウェーブを使います：w0（2 人）、w1（2 人）、w2（2 人）、w3（2 人）、w4（2 人）、ほか 3 個。',
    ],
  ] as const)('stand beside their field in words, in %s', (language, waves, hint) => {
    expect(fieldOf('waves', language, site(waves))).toMatchObject({ hint, optional: true, shows: undefined });
  });

  test('are taken to the letter where the field was left empty', () => {
    expect(submitted(site(WAVES))['waves']).toBe(WAVES);
  });

  test('have room to be entered, and an example that is taken as it is', () => {
    const { how = '', multiline } = fieldOf('waves', 'en', site(WAVES));
    expect(multiline).toBe(true);
    const [, example = ''] = /e\.g\. (.*?)\./u.exec(how) ?? [];
    const around = { defaultDomain: 'siroe.com', defaultBase: 'dc=siroe,dc=com', readText: undefined };
    expect(readWaves('waves', example, around)).toMatchObject({
      waves: [{ name: 'canary', users: [{ uid: 'wallyc' }, { uid: 'maryl' }] }],
    });
  });

  test('give way to what somebody enters', () => {
    expect(submitted(site(WAVES), { waves: 'first: jiro' })['waves']).toBe('first: jiro');
  });

  test("are the runbook's example in a rehearsal that has no others", () => {
    const known = { rehearsal: true, suggested: {} };
    expect(fieldOf('waves', 'en', known).hint).toBe(
      'Left empty, these waves are taken: s-users (found by a filter).',
    );
    expect(JSON.parse(submitted(known)['waves'] ?? '')).toEqual([
      { name: 's-users', base: 'dc=siroe,dc=com,o=internet', domain: 'siroe.com', filter: '(uid=s*)' },
    ]);
  });

  test('stand in the field where people wrote them for people', () => {
    for (const waves of ['canary: jiro; rest: hanako', '@waves.yaml'])
      expect(fieldOf('waves', 'en', site(waves)).shows).toBe(waves);
  });

  test('give way to those that came with the command, which stand as they were typed', () => {
    const typed = { waves: MANY };
    expect(fieldOf('waves', 'en', site(WAVES), { typed }).shows).toBe(MANY);
  });
});

test('a site that knows no waves asks for them', () => {
  expect(fieldOf('waves', 'en', { rehearsal: false, suggested: {} }).optional).toBe(false);
});

describe('a value that is too long for its field', () => {
  const of: Readonly<Record<string, Parameter>> = { list: { type: 'text', title: both('List') } };
  const known = { rehearsal: false, suggested: { list: 'x'.repeat(3001) } };

  test('is said to be taken where the field is left empty', () => {
    expect(fieldOf('list', 'en', known, { of })).toMatchObject({
      hint: 'Left empty, the value that is known here is taken. It is too long for this field.',
      optional: true,
      shows: undefined,
    });
  });

  test('is taken whole', () => {
    expect(submittedValues(of, ['list'], () => '', known)).toEqual(known.suggested);
  });
});

test('what was taken out of a field that showed it is not put back', () => {
  const of: Readonly<Record<string, Parameter>> = {
    list: { type: 'text', title: both('List'), optional: true },
  };
  const known = { rehearsal: false, suggested: { list: 'jiro' } };
  expect(submittedValues(of, ['list'], () => '', known)).toEqual({ list: '' });
});

describe('a form that was not taken', () => {
  const of: Readonly<Record<string, Parameter>> = {
    host: { type: 'host', title: both('Mail server'), lab: 'mail.siroe.com', example: 'mail' },
    port: { type: 'port', title: both('Port'), default: 25 },
  };
  const { title, blocks } = startForm(
    {
      runbook: { id: 'x/y', title: both('t'), steps: 1, stepCount: both('1'), parameters: of },
      channel: 'C1',
      secrets: [],
      typed: {},
      rehearsal: true,
      suggested: {},
      again: {
        entered: { host: '', port: '2x' },
        wrong: { fields: { host: 'Enter a host.', port: 'No number.' }, others: ['No role.'] },
      },
    },
    'en',
  );

  test('says so in its title, which nobody can scroll away', () => {
    expect(title.text).toBe('Not started: 3 wrong');
  });

  test('names everything that is wrong above its fields', () => {
    const said = blocks.slice(1, 6).map((block) => (block.type === 'section' ? block.text?.text : undefined));
    expect(said.slice(1)).toEqual([
      '*Not started. Put this right and submit again; what you entered is still here.*',
      '- No role.',
      '- Mail server: Enter a host.',
      '- Port: No number.',
    ]);
  });

  test('says at each field what is wrong there', () => {
    expect(blocks.slice(6)).toMatchObject([
      { block_id: 'host' },
      { type: 'context', elements: [{ text: 'Wrong: Enter a host.' }] },
      { block_id: 'port' },
      { type: 'context', elements: [{ text: 'Wrong: No number.' }] },
    ]);
  });

  test('shows what was entered, also where somebody emptied a field', () => {
    const shown = blocks.flatMap((block) =>
      block.type === 'input' && block.element.type === 'plain_text_input'
        ? [block.element.initial_value]
        : [],
    );
    expect(shown).toEqual([undefined, '2x']);
  });
});

test('a form of as many fields as Slack takes still says above them what is wrong', () => {
  const names = Array.from({ length: 120 }, (_, index) => `p${index}`);
  const of = Object.fromEntries(names.map((name) => [name, { type: 'text' as const, title: both(name) }]));
  const fields = Object.fromEntries(names.map((name) => [name, 'Enter a text.']));
  const runbook = { id: 'x/y', title: both('t'), steps: 1, stepCount: both('1'), parameters: of };
  const again = { entered: {}, wrong: { fields, others: [] } };
  const form = { runbook, channel: 'C1', secrets: [], typed: {}, rehearsal: true, suggested: {}, again };
  const { blocks } = startForm(form, 'ja');
  expect(blocks).toHaveLength(100);
  expect(JSON.stringify(blocks[2])).toContain('・p0：Enter a text.');
});
