import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Config, LoadContext, Plugin } from '@docusaurus/types';

import { takeTurn } from './whole/turn.ts';

// Set by Docusaurus before it reads this file for a language; English is the default one.
const isJapanese = process.env['DOCUSAURUS_CURRENT_LOCALE'] === 'ja';
const say = (en: string, ja: string): string => (isJapanese ? ja : en);

// Where the built pages will stand. Only links that carry the host (canonical, hreflang) depend on it, and the path in front of every page.
const address = new URL(process.env['WATARI_DOCS_URL'] ?? 'http://localhost:3000/');
const baseUrl = address.pathname.endsWith('/') ? address.pathname : `${address.pathname}/`;

// What Docusaurus generates is CommonJS and ES modules at once; this package's own `type` would make it modules alone.
const bundling = ({ generatedFilesDir, siteDir }: LoadContext): Plugin => ({
  name: 'bundling',
  configureWebpack: (_config, isServer) => ({
    // The build draws its pages by requiring pieces that lie in build/: as .js they would be modules there as well.
    ...(isServer && { output: { chunkFilename: 'assets/js/[name].[contenthash:8].cjs' } }),
    // Blocks of code are drawn without a highlighter: src/theme/CodeBlock.
    resolve: { alias: { 'prism-react-renderer$': join(siteDir, 'src/site/no-highlighter.ts') } },
    module: { rules: [{ test: /\.js$/u, include: generatedFilesDir, type: 'javascript/auto' }] },
  }),
});

const config: Config = {
  title: say('Watari', 'Watari（渡り）'),
  tagline: say(
    'Migrations that cannot be undone, one approved step at a time',
    '元に戻せない移行を、承認された手順ごとに 1 つずつ',
  ),
  favicon: 'img/favicon.svg',
  url: address.origin,
  baseUrl,
  trailingSlash: true,
  // The banner that says "your baseUrl is wrong" would stand in every page, for readers without JavaScript too.
  baseUrlIssueBanner: false,
  future: { v4: true, faster: true },
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  // Headings carry their anchors as {#id}, in Markdown and in the pages of runbooks alike.
  markdown: {
    format: 'detect',
    mdx1Compat: { comments: false, admonitions: false, headingIds: true },
    hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' },
  },
  staticDirectories: ['static', `.gen/static/${isJapanese ? 'ja' : 'en'}`],
  i18n: {
    path: '.gen/i18n',
    defaultLocale: 'en',
    locales: ['en', 'ja'],
    localeConfigs: {
      en: { label: 'English', htmlLang: 'en' },
      ja: { label: '日本語', htmlLang: 'ja' },
    },
  },
  plugins: [
    bundling,
    [
      '@docusaurus/plugin-content-docs',
      { path: '.gen/docs', routeBasePath: '/', sidebarPath: './sidebars.ts', sidebarCollapsed: true },
    ],
  ],
  clientModules: ['./src/site/no-prefetch.ts'],
  themes: [
    [
      '@docusaurus/theme-classic',
      {
        customCss: ['base', 'runbook', 'head', 'values', 'print'].map((name) => `./src/css/${name}.css`),
      },
    ],
    [
      '@easyops-cn/docusaurus-search-local',
      {
        hashed: 'filename',
        language: ['en', 'ja'],
        docsDir: '.gen/docs',
        docsRouteBasePath: '/',
        indexBlog: false,
        indexPages: false,
        explicitSearchResultPath: true,
        searchResultLimits: 10,
        // What stands elsewhere on the page in words, or is said to ears and paper alone.
        ignoreCssSelectors: ['.timeline', '.hosts', '.copy', '.for-ears', '.done-by', '.field__value'],
      },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    docs: { sidebar: { autoCollapseCategories: false } },
    navbar: {
      title: 'Watari',
      logo: { alt: '', src: 'img/logo.svg', srcDark: 'img/logo-dark.svg', width: 32, height: 32 },
      items: [{ type: 'custom-language', position: 'right' }],
    },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
  },
};

export default async function configure(): Promise<Config> {
  if (process.argv.includes('build'))
    await takeTurn(fileURLToPath(new URL('../', import.meta.url)), (line) => console.error(line));
  return config;
}
