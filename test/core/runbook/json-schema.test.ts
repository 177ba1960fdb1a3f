import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';
import { z } from 'zod';

import { VERBS, jsonSchemas, schemaLine } from '#core/runbook/index.ts';

const runbooks = join(import.meta.dirname, '../../../runbooks');
const written = readdirSync(runbooks, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);

test.each(Object.entries(jsonSchemas()))('%s is committed as it is generated', (name, text) => {
  // If not: npm run -s watari -- reference schema
  expect(readFileSync(join(runbooks, 'schema', name), 'utf8')).toBe(text);
});

test.each(written)('%s tells editors its schema in its first line', (name) => {
  const folders = name.split('/').slice(0, -1);
  const kind = folders.at(-1) === 'fragments' ? 'fragment' : 'runbook';
  const [first] = readFileSync(join(runbooks, name), 'utf8').split('\n');
  expect(first).toBe(schemaLine(kind, folders.length));
});

test('the schema lists every verb, each with its description', () => {
  const { $defs } = z
    .looseObject({
      $defs: z.looseObject({
        operation: z.object({ anyOf: z.array(z.object({ required: z.array(z.string()) })) }),
      }),
    })
    .parse(JSON.parse(jsonSchemas()['runbook.schema.json'] ?? ''));
  expect($defs.operation.anyOf.flatMap(({ required }) => required)).toEqual([...VERBS]);
  for (const verb of VERBS)
    expect($defs[verb]).toMatchObject({ description: expect.stringMatching(/[ぁ-ん]/u) });
});
