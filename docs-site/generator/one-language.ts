import type { Language, Runbook } from '../../core/runbook/index.ts';

/** A runbook whose texts in the other language are empty: what one page needs, and no more than that. */
export const oneLanguage = (runbook: Runbook, language: Language): Runbook => {
  const copy = structuredClone(runbook);
  emptyOthers(copy, language === 'en' ? 'ja' : 'en');
  // Where it stands on whoever's disk built the site is nobody's business.
  return { ...copy, file: `${runbook.id}.yaml` };
};

function emptyOthers(value: object, other: Language): void {
  const keys = Object.keys(value);
  if (keys.length === 2 && keys.includes('en') && keys.includes('ja')) {
    Reflect.set(value, other, '');
    return;
  }
  for (const key of keys) {
    const inner: unknown = Reflect.get(value, key);
    if (typeof inner === 'object' && inner !== null) emptyOthers(inner, other);
  }
}
