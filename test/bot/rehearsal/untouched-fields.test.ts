import { expect, test } from 'vitest';

import { fillUntouchedFields } from '#bot/rehearsal/untouched-fields.ts';

type Fill = Parameters<typeof fillUntouchedFields>[0];
type Middleware = (all: { readonly body: object; next(): Promise<void> }) => Promise<void>;

/** What listeners see of fields that the local Slack sent so. */
async function filled(fields: Readonly<Record<string, object>>): Promise<unknown> {
  const heard: Middleware[] = [];
  const app = { use: (one: Middleware) => heard.push(one) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that it needs of an app
  fillUntouchedFields(app as unknown as Fill);
  const option = { text: { type: 'plain_text', text: 'On' }, value: 'true' };
  const blocks = Object.entries(fields).map(([block_id, field]) => ({
    type: 'input',
    block_id,
    element:
      'value' in field
        ? { type: 'plain_text_input', action_id: 'value', initial_value: 'mail' }
        : { type: 'static_select', action_id: 'value', initial_option: option },
  }));
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]));
  const body = { type: 'view_submission', view: { blocks, state: { values } } };
  await heard[0]?.({ body, next: () => Promise.resolve() });
  return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
}

test('a field that nobody touched has what it began with', async () => {
  expect(await filled({ host: { value: null }, flag: { selected_option: null } })).toMatchObject({
    host: { value: 'mail' },
    flag: { selected_option: { value: 'true' } },
  });
});

test('a field that somebody emptied stays empty', async () => {
  expect(await filled({ host: { value: '' }, flag: {} })).toEqual({ host: { value: '' }, flag: {} });
});
