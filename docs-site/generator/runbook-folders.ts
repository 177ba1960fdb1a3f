import { resolve } from 'node:path';

/** The folders of runbooks that get pages: Watari's, and somebody's own (`own`: WATARI_RUNBOOKS, where whoever builds has it set). */
export const runbookFolders = (root: string, own: string | undefined): readonly string[] => [
  ...new Set(
    ['runbooks', ...(own === undefined || own === '' ? [] : [own])].map((one) => resolve(root, one)),
  ),
];
