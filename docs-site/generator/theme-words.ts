/** Words of the theme and of the search that read badly in their own Japanese, as Docusaurus reads them. */
const WORDS = {
  'theme.SearchPage.documentsFound.plurals': '{count} 件見つかりました',
  'theme.SearchPage.noResultsText': '見つかりませんでした',
  'theme.SearchBar.noResultsText': '見つかりませんでした',
  'theme.colorToggle.ariaLabel': 'ダークモードを切り替える（現在は{mode}）',
  'theme.DocSidebarItem.collapseCategoryAriaLabel': '「{label}」の目次を隠す',
  'theme.DocSidebarItem.expandCategoryAriaLabel': '「{label}」の目次を開く',
} as const;

export const themeWords = (): string =>
  `${JSON.stringify(
    Object.fromEntries(Object.entries(WORDS).map(([key, message]) => [key, { message }])),
    null,
    2,
  )}\n`;
