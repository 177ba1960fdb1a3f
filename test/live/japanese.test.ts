import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'japanese-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
const checked = (...files: readonly string[]) =>
  new Promise<{ code: number; lines: readonly string[] }>((resolve) => {
    execFile(process.execPath, ['test/setup/japanese.ts', ...files], (error, stdout) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      resolve({ code, lines: stdout.replaceAll(`${folder}/`, '').trimEnd().split('\n') });
    });
  });

it('lets good Japanese pass, values in the middle included', async () => {
  const files = [
    written(
      'good.yaml',
      'title:\n  ja: SIMS の停止\ntext:\n  ja: "{{host}} の SIMS を止めます。\\\n    元に戻せます。"\n',
    ),
    written(
      'good.ts',
      'const said = (who: string) => `${who} さんが手順を承認しました`;\n// これは、確認しない注釈だ、です。\n',
    ),
    written('good.ja.md', '# 手順の承認\n\nSlack から承認します。\n'),
  ];
  expect(await checked(...files)).toEqual({
    code: 0,
    lines: ['4 Japanese texts in 3 files, 0 problems'],
  });
});

it('names the line of a sentence inside a value that takes several lines', async () => {
  const file = written('late.yaml', 'text:\n  ja: "手順を承認します。\\\n    次にユーザーを移します。"\n');
  const { code, lines } = await checked(file);
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^late\.yaml:3 prh: ユーザー => ユーザ /u);
});

it('holds a catalogue to the space between Japanese and Latin words', async () => {
  const { code, lines } = await checked(
    written('tight.ts', "const a = 1;\nconst said = '次はSIMSを止めます。';\n"),
  );
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^tight\.ts:2 ja-spacing\/ja-space-between-half-and-full-width: /u);
});

it('asks for a full stop where there are sentences', async () => {
  const { lines } = await checked(written('open.yaml', 'ja: 止めます。戻せません\n'));
  expect(lines[0]).toMatch(/^open\.yaml:1 ja-technical-writing\/ja-no-mixed-period: /u);
});
