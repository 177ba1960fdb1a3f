import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
let product = '';

/** The product as somebody has it who has just fetched it: as far as npm and Node look at it. */
beforeEach(() => {
  product = mkdtempSync(join(tmpdir(), 'watari-fetched-'));
  cpSync(join(ROOT, 'package.json'), join(product, 'package.json'));
  mkdirSync(join(product, 'bot'));
  for (const name of readdirSync(join(ROOT, 'bot')).filter((one) => /\.m?[jt]s$/u.test(one)))
    cpSync(join(ROOT, 'bot', name), join(product, 'bot', name));
});
afterEach(() => rmSync(product, { recursive: true, force: true }));

/** What npm and its script say, and how it ends. */
async function said(...words: readonly string[]): Promise<{ readonly code: unknown; readonly err: string }> {
  try {
    const { stderr } = await promisify(execFile)('npm', ['run', '-s', ...words], { cwd: product });
    return { code: 0, err: stderr };
  } catch (error) {
    const { code, stderr } = Object.assign({ code: null, stderr: '' }, error);
    return { code, err: stderr };
  }
}

describe.each([['start'], ['watari -- status']])('npm run -s %s before npm ci', (words) => {
  test('says in both languages what to do, and nothing else', async () => {
    expect(await said(...words.split(' '))).toEqual({
      code: 3,
      err:
        'Starting Watari: its packages are not installed yet. Run npm ci in its folder first.\n' +
        'Watari に必要なパッケージがまだインストールされていません。先に、Watari のフォルダで npm ci を実行してください。\n',
    });
  });
});
