import { readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative } from 'node:path';

const root = join(import.meta.dirname, '..');

/** An import as written and where it leads: a path from the repository's root, or a package's name. */
export type Import = {
  readonly file: string;
  readonly line: number;
  readonly target: string;
  readonly typeOnly: boolean;
};

/** What tools put there: not ours, and not in the repository. */
const MADE = /(?:^|\/)(?:node_modules|\.[^/]+)\/|^docs-site\/build\//u;

/** Every file below a folder of the repository whose name ends in one of these, as a path from the root. */
export const filesIn = (
  folder: string,
  endings: readonly string[] = ['.ts', '.mjs', '.tsx'],
): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !MADE.test(file))
    .toSorted();

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

const STATEMENT =
  /(?:^|[;\n])\s*(?:import|export)\s+(?<type>type\s)?(?<names>[^;'"`()]*?)from\s*['"](?<from>[^'"]+)['"]|(?:^|[;\n])\s*import\s*['"](?<bare>[^'"]+)['"]|\bimport\(\s*['"](?<dynamic>[^'"]+)['"]/gu;

/** Reads the import statements of a text. `import { type A }` counts as type-only, since nothing of it is left to run. */
export function importsOf(file: string, text = textOf(file)): readonly Import[] {
  return [...text.matchAll(STATEMENT)].map((found) => {
    const { type, names, from, bare, dynamic } = found.groups ?? {};
    return {
      file,
      line: text.slice(0, found.index + found[0].length).split('\n').length,
      target: targetOf(file, from ?? bare ?? dynamic ?? ''),
      typeOnly: type !== undefined || (names !== undefined && onlyTypes(names)),
    };
  });
}

function onlyTypes(names: string): boolean {
  const inner = /^\s*\{(?<list>[^}]*)\}\s*$/u.exec(names)?.groups?.['list'];
  const parts = (inner ?? '').split(',').map((part) => part.trim());
  const given = parts.filter((part) => part !== '');
  return given.length > 0 && given.every((part) => part.startsWith('type '));
}

function targetOf(file: string, from: string): string {
  if (from.startsWith('#')) return from.slice(1);
  return from.startsWith('.') ? posix.join(posix.dirname(file), from) : from;
}

/** `bot/app.ts:3 → core/run/decide.ts`, for the list that a failing rule prints. */
export const showImport = (one: Import): string => `${one.file}:${String(one.line)} → ${one.target}`;
