import type { Localized } from '../runbook/localized.ts';

const LISTS: Readonly<Record<string, Localized>> = {
  do: { en: 'operation', ja: '操作' },
  verify: { en: 'check', ja: '確認' },
  undo: { en: 'undo operation', ja: '取り消しの操作' },
};

/** `do.3` as people say it: operation 3. */
export function operationName(id: string): Localized {
  const [list = '', number = ''] = id.split('.');
  const name = LISTS[list];
  return name === undefined ? { en: id, ja: id } : { en: `${name.en} ${number}`, ja: `${name.ja} ${number}` };
}
