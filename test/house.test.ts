import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'vite';
import { describe, expect, test } from 'vitest';

import { type Import, filesIn, importsOf, showImport, textOf } from './house-imports.ts';

const root = join(import.meta.dirname, '..');
const core = filesIn('core').flatMap((file) => importsOf(file));
const bot = filesIn('bot').flatMap((file) => importsOf(file));
const docsSite = filesIn('docs-site').flatMap((file) => importsOf(file));
const tests = filesIn('test').flatMap((file) => importsOf(file));

const under = (...folders: readonly string[]) => {
  const within = ({ file }: Import): boolean => folders.some((folder) => file.startsWith(`${folder}/`));
  return within;
};
const isOurs = (target: string): boolean => /^(?:core|bot|docs-site|test)\//u.test(target);
const packageOf = (target: string): string =>
  target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : (target.split('/')[0] ?? target);

/** What is left after the allowed ones are taken out must be nothing. */
const expectNone = (imports: readonly Import[]): void => {
  expect(imports.map(showImport)).toEqual([]);
};

describe('what imports what', () => {
  test('is read from every form of import statement', () => {
    const text = [
      "import a, { type B } from '../run/decide.ts';",
      "import { type C, type D } from '#core/errors.ts';",
      "export type { E } from './e.ts';",
      "import {\n  f,\n} from 'ssh2';",
      "import 'node:fs';",
      "const g = await import('./g.ts');",
    ].join('\n');
    expect(importsOf('core/plan/x.ts', text).map((one) => [one.target, one.typeOnly])).toEqual([
      ['core/run/decide.ts', false],
      ['core/errors.ts', true],
      ['core/plan/e.ts', true],
      ['ssh2', false],
      ['node:fs', false],
      ['core/plan/g.ts', false],
    ]);
  });

  test('core knows nothing of bot, documentation, tests, Slack or React', () => {
    expectNone(
      core.filter(
        ({ target }) =>
          (isOurs(target) && !target.startsWith('core/')) ||
          /^(?:@slack\/|react|@docusaurus\/)/u.test(target),
      ),
    );
  });

  test('bot enters core by its one door', () => {
    expectNone(bot.filter(({ target }) => target.startsWith('core/') && target !== 'core/index.ts'));
    expectNone(bot.filter(({ target }) => /^(?:docs-site|test)\//u.test(target)));
  });

  test('documentation enters core by its three doors and nothing else', () => {
    const doors = ['core/runbook/index.ts', 'core/runbook/render.ts', 'core/plan/page.ts'];
    expectNone(
      docsSite.filter(({ target }) => /^(?:core|bot|test)\//u.test(target) && !doors.includes(target)),
    );
  });

  test('core/runbook stands on nothing but the rendered words of a plan', () => {
    expectNone(
      core
        .filter(under('core/runbook'))
        .filter(
          ({ target }) =>
            isOurs(target) && !target.startsWith('core/runbook/') && target !== 'core/errors.ts',
        )
        .filter(({ target, typeOnly }) => !(typeOnly && target === 'core/plan/operation.ts')),
    );
  });

  test('core/plan stands on core/runbook alone', () => {
    // The one exception: freeze.ts writes a plan down in the shape of the decider's event, and needs its type.
    const frozenShape = ({ file, target, typeOnly }: Import): boolean =>
      typeOnly && file === 'core/plan/freeze.ts' && target === 'core/run/events.ts';
    expectNone(
      core
        .filter(under('core/plan'))
        .filter(
          ({ target }) => isOurs(target) && !/^core\/(?:plan|runbook)\/|^core\/errors\.ts$/u.test(target),
        )
        .filter((one) => !frozenShape(one)),
    );
  });

  test('the decider imports itself, types of plan and runbook, and neither Node nor a package', () => {
    expectNone(
      core
        .filter(under('core/run'))
        .filter(({ target }) => !target.startsWith('core/run/') && target !== 'core/errors.ts')
        .filter(({ target, typeOnly }) => !(typeOnly && /^core\/(?:plan|runbook)\//u.test(target))),
    );
  });

  test('neither journal, evidence, executors nor connections know the runner', () => {
    expectNone(
      core
        .filter(
          under('core/journal', 'core/evidence', 'core/executors', 'core/connections', 'core/directory'),
        )
        .filter(({ target }) => target.startsWith('core/runner/')),
    );
  });

  test('ssh2 and ldapjs are imported in core/connections and core/lab/wire alone', () => {
    expectNone(
      [...core, ...bot, ...tests]
        .filter(({ target }) => ['ssh2', 'ldapjs'].includes(packageOf(target)))
        .filter((one) => !under('core/connections', 'core/lab/wire')(one)),
    );
  });

  test('stand-ins are programs of their own', () => {
    expectNone(
      core
        .filter(under('core/lab/stand-ins'))
        // What puts them on a host is part of the lab, not a stand-in.
        .filter(({ file }) => file !== 'core/lab/stand-ins/install.ts')
        .filter(({ target }) => !target.startsWith('node:') && !target.startsWith('core/lab/stand-ins/')),
    );
  });
});

describe('files', () => {
  const sources = [...filesIn('core'), ...filesIn('bot'), ...filesIn('docs-site'), ...filesIn('test')];

  test('are named for what they make', () => {
    const drawer = /(?:^|[/.-])(?:utils?|helpers?|common|managers?|misc|types)(?:\.test)?\.(?:ts|tsx|mjs)$/u;
    expect(sources.filter((file) => drawer.test(file))).toEqual([]);
  });

  test('are named in kebab-case', () => {
    const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|d|config))*\.(?:ts|mjs)$/u;
    const named = sources.filter((file) => !file.startsWith('docs-site/'));
    expect(named.filter((file) => !kebab.test(file.slice(file.lastIndexOf('/') + 1)))).toEqual([]);
  });

  test('of core and bot have 250 lines at most', () => {
    const long = [...filesIn('core'), ...filesIn('bot')]
      .map((file) => ({ file, lines: textOf(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 250);
    expect(long).toEqual([]);
  });

  test('name no machine or registry of whoever wrote them', () => {
    // Written with brackets, so that this list does not find itself. Below a folder of the lab it is nobody's home.
    const leaks =
      /(?<![\w.-])\/(?:[w]ork\/|(?:[r]oot|[U]sers)\/[a-z])|[r]egistry\.|[a]rtifactory|[v]erdaccio/iu;
    const kept = ['.ts', '.tsx', '.mjs', '.yaml', '.yml', '.json', '.md', '.sh', '.css'];
    const texts = [
      ...sources,
      ...['core', 'bot', 'docs-site', 'runbooks', 'test'].flatMap((one) => filesIn(one, kept)),
    ];
    const top = [
      'package.json',
      'package-lock.json',
      'README.md',
      'README.ja.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
    ];
    const all = [...new Set([...texts, ...top])].filter((file) => existsSync(join(root, file)));
    const found = all.flatMap((file) =>
      textOf(file)
        .split('\n')
        .flatMap((line, index) => (leaks.test(line) ? [`${file}:${String(index + 1)}`] : [])),
    );
    expect(found).toEqual([]);
  });
});

/** Bundles a file for a browser in memory: the modules that went in, what stayed outside, and the code. */
async function bundled(entry: string): Promise<{ modules: string[]; outside: string[]; code: string }> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry: join(root, entry), formats: ['es'] } },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunks = outputs.flatMap((one) => (one.type === 'chunk' ? [one] : []));
  return {
    modules: chunks.flatMap((chunk) => Object.keys(chunk.modules)).map((id) => id.replace(`${root}/`, '')),
    outside: chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]),
    code: chunks.map((chunk) => chunk.code).join('\n'),
  };
}

describe('core/runbook/render.ts in a browser', () => {
  test('is bundled from core/runbook alone: nothing of Node, no zod, no YAML', async () => {
    const { modules, outside, code } = await bundled('core/runbook/render.ts');
    expect(modules).toContain('core/runbook/render.ts');
    expect(modules.filter((id) => !id.startsWith('core/runbook/'))).toEqual([]);
    expect(outside).toEqual([]);
    expect(code).not.toMatch(/node:|__vite-browser-external|\bprocess\.|\bBuffer\b/u);
  });

  test('would be seen to need Node, as the other door of core/runbook does', async () => {
    const { modules } = await bundled('core/runbook/index.ts');
    expect(modules.filter((id) => id.includes('__vite-browser-external'))).not.toEqual([]);
  });
});

describe.each([
  ['core/plan/page.ts', /^core\/(?:plan|runbook)\/|^core\/errors\.ts$/u],
  [
    'docs-site/page-data.ts',
    /^core\/(?:plan|runbook)\/|^core\/errors\.ts$|^docs-site\/page(?:-data\.ts$|\/)/u,
  ],
])('%s in a browser', (entry, ours) => {
  test('is bundled from plan, runbook and itself alone: nothing of Node, no zod, no YAML', async () => {
    const { modules, outside, code } = await bundled(entry);
    expect(modules).toContain('core/plan/make-plan.ts');
    expect(modules.filter((id) => !ours.test(id))).toEqual([]);
    expect(outside).toEqual([]);
    expect(code).not.toMatch(/node:|__vite-browser-external|\bprocess\.|\bBuffer\b/u);
  });
});
