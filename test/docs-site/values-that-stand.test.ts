import { describe, expect, test } from 'vitest';

import { loadRunbooks } from '#core/runbook/index.ts';

import { runbookPage } from '../../docs-site/generator/runbook-data.ts';
import { readable } from '../../docs-site/src/values/readable.ts';

const runbook = loadRunbooks('runbooks').runbooks.find(({ id }) => id === 'iplanet/sims-offline');
if (runbook === undefined) throw new Error('no runbook');
const { data, view: examples } = runbookPage(runbook, 'en', '.');

const hostsOf = (values: Readonly<Record<string, string>>): readonly string[] =>
  readable(data, values).view.talks.hosts.map(({ name }) => name);

describe('a page', () => {
  test('stands for the values that can stand', () => {
    expect(readable(data, {})).toEqual({ view: examples, problems: [] });
    expect(hostsOf({ mailHost: 'a.example.jp' })).toContain('a.example.jp');
  });

  test('keeps the example in place of one that cannot, takes the others, and names it', () => {
    const { view, problems } = readable(data, { mailHost: 'a b', imapPort: '1143', storeVia: 'pigeon' });
    expect(problems.map(({ name }) => name)).toEqual(['mailHost', 'storeVia']);
    expect(view.parameters.find(({ name }) => name === 'mailHost')?.value).toBe('mail.siroe.com');
    expect(view.parameters.find(({ name }) => name === 'storeVia')).toEqual(
      examples.parameters.find(({ name }) => name === 'storeVia'),
    );
    expect(view.parameters.find(({ name }) => name === 'imapPort')?.value).toBe('1143');
  });
});
