import { describe, expect, test } from 'vitest';

import { formErrors } from '#bot/messages/form-errors.ts';
import type { Parameter, Problem } from '#core/index.ts';

const both = (text: string) => ({ en: text, ja: text });
const parameters: Readonly<Record<string, Parameter>> = {
  oldHost: { type: 'host', title: both('Old') },
  waves: { type: 'waves', title: both('Waves') },
};
const FIELDS = ['oldHost', 'waves'];
const problem = (path: string, found: string, allowed: string): Problem => ({
  file: 'values',
  line: 1,
  path,
  rule: 'value',
  found: both(found),
  allowed: both(allowed),
});
const errors = (problems: readonly Problem[], values: Record<string, string>) =>
  formErrors(problems, parameters, FIELDS, values);

describe('what is wrong with submitted values', () => {
  test('stands at its field, with what was typed and what may stand there', () => {
    const { en, ja } = errors([problem('oldHost', '"a b"', 'a host')], { oldHost: 'a b' });
    expect(en).toEqual({ oldHost: '"a b" cannot stand here. Enter a host name or an IP address.' });
    expect(ja).toEqual({ oldHost: '「a b」は使えません。ホスト名または IP アドレスを指定してください。' });
  });

  test('with waves names the wave, and leaves the list out', () => {
    const waves = JSON.stringify([{ name: 'canary' }, { name: 'rest', base: 'here' }]);
    const found = [problem('waves[1].base', '"here"', 'a DN'), problem('waves[1].name', '"rest"', 'another')];
    const { en, ja } = errors(found, { waves });
    for (const text of [en['waves'], ja['waves']]) {
      expect(text?.split('\n')).toEqual([
        expect.stringMatching(/waves\[1\]\.base.*here.*a DN/u),
        expect.stringMatching(/waves\[1\]\.name.*rest.*another/u),
      ]);
      expect(text).not.toContain('canary');
    }
  });

  test('stands at the first field where it has none of its own', () => {
    const { en } = errors([problem('inventory', 'nothing', 'a host')], {});
    expect(Object.keys(en)).toEqual(['oldHost']);
  });

  test('is asked for where nothing was entered', () => {
    const { ja } = errors([problem('waves', 'nothing', 'waves')], {});
    expect(ja['waves']).toMatch(/ウェーブ.*を指定してください。$/u);
  });
});
