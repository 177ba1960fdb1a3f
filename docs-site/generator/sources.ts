import { join } from 'node:path';

import { runbookFolders } from './runbook-folders.ts';

/** Folders with everything that pages are made of; what the browser draws them with Docusaurus follows by itself. */
const FOLDERS = [
  // What the pages of runbooks are compiled with, and what the reference is asked of.
  'core',
  'bot',
  'docs-site/content',
  'docs-site/generator',
  'docs-site/glossary',
  'docs-site/page',
  'docs-site/src',
  'docs-site/whole',
];

/** What to follow while somebody writes. Of a folder that is not `whole`, only the TypeScript that lies in it itself. */
export const sourcesOf = (
  root: string,
  ownRunbooks: string | undefined,
): readonly { readonly folder: string; readonly whole: boolean }[] => [
  ...[...runbookFolders(root, ownRunbooks), ...FOLDERS.map((folder) => join(root, folder))].map((folder) => ({
    folder,
    whole: true,
  })),
  // Not whole: what is made lies below it. A file alone would be lost to an editor that writes a new one in its place.
  { folder: join(root, 'docs-site'), whole: false },
];
