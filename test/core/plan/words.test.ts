import { expect, test } from 'vitest';

import { serviceName } from '#core/plan/words.ts';

test.each(['voicemail', 'constructor', 'toString', '__proto__'])(
  "%s, somebody's own service, keeps the name that stands in the runbook",
  (name) => {
    expect(serviceName(name)).toEqual({ en: name, ja: name });
  },
);
