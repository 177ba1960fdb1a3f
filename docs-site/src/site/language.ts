import useDocusaurusContext from '@docusaurus/useDocusaurusContext';

import type { Language, Localized } from '../../../core/runbook/index.ts';

/** The language of the page that is being drawn. */
export function useLanguage(): Language {
  return useDocusaurusContext().i18n.currentLocale === 'ja' ? 'ja' : 'en';
}

/** Picks the page's language out of a text in both. */
export function useSay(): (text: Localized) => string {
  const language = useLanguage();
  return (text) => text[language];
}
