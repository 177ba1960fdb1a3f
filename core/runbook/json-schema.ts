import { z } from 'zod';

import { condition } from './condition-form.ts';
import { type Localized, localized } from './localized.ts';
import { meaningOf } from './meaning.ts';
import { VERB_DESCRIPTIONS } from './operations/descriptions.ts';
import { VERBS, operation } from './operations/index.ts';
import { fragment, group, parameter, runbook, step, use } from './schema.ts';

/** The schemas that editors complete and check by: file name below `runbooks/schema/` → its text. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  return {
    'runbook.schema.json': textOf(runbook, RUNBOOK),
    'fragment.schema.json': textOf(fragment, FRAGMENT),
  };
}

/** The first line of a runbook or fragment, for editors; `depth` is how many folders below `runbooks/` it stands. */
export const schemaLine = (kind: 'runbook' | 'fragment', depth: number): string =>
  `# yaml-language-server: $schema=${'../'.repeat(depth)}schema/${kind}.schema.json`;

const RUNBOOK: Localized = { en: 'A runbook of Watari.', ja: 'Watari のランブックです。' };
const FRAGMENT: Localized = {
  en: 'A step that several runbooks of the folder share.',
  ja: '同じフォルダのランブックが共有する手順です。',
};
const both = ({ en, ja }: Localized): string => `${en}\n\n${ja}`;

function textOf(schema: z.ZodType, about: Localized): string {
  const named = z.registry<{ id?: string; description?: string }>();
  named.add(schema, { description: both(about) });
  named.add(localized, {
    id: 'localized',
    description: both({ en: 'A text in both languages.', ja: '両方の言語で書いた文章です。' }),
  });
  named.add(condition, {
    id: 'condition',
    description: both({
      en: '`{ parameter: value }`, `{ all: [...] }`, `{ any: [...] }` or `{ not: ... }`',
      ja: '`{ parameter: value }`、`{ all: [...] }`、`{ any: [...] }`、`{ not: ... }` のどれかです。',
    }),
  });
  named.add(parameter, { id: 'parameter' });
  named.add(operation, { id: 'operation' });
  named.add(step, { id: 'step' });
  named.add(use, { id: 'use' });
  named.add(group, { id: 'group' });
  for (const option of operation.options)
    for (const verb of VERBS) {
      const own = verb in option.shape ? Reflect.get(option.shape, verb) : undefined;
      if (own instanceof z.ZodType) named.add(own, { id: verb, description: both(VERB_DESCRIPTIONS[verb]) });
    }
  const written = z.toJSONSchema(schema, {
    io: 'input',
    metadata: named,
    override: ({ zodSchema, jsonSchema }) => {
      const meaning = meaningOf(zodSchema);
      if (meaning !== null) jsonSchema.description = both(meaning);
    },
  });
  return `${JSON.stringify(written, null, 2)}\n`;
}
