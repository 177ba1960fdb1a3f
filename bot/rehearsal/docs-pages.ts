import type { Localized } from '#core/index.ts';

import { both } from '../messages/words.ts';

/** Asked for in this language: everything below /ja/ is Japanese. */
export const isJapanese = (path: string): boolean => /^\/ja(?:\/|$)/u.test(path);

/** Whoever comes while the documentation is being built waits here: the page looks again by itself, and keeps its anchor. */
export const buildingPage = (path: string): string =>
  page(
    path,
    both('The documentation is being built', 'ドキュメントを作成しています'),
    [
      both(
        'This takes about a minute. The page opens by itself as soon as it is there.',
        '1 分ほどかかります。できあがると、このページは自動的に開きます。',
      ),
    ],
    WAITING,
  );

/** The workspace goes on without its documentation. */
export const failedPage = (path: string, log: string): string =>
  page(
    path,
    both('The documentation could not be built', 'ドキュメントを作成できませんでした'),
    [
      both(
        `The rehearsal goes on without it. What the build said is kept in ${log}. The next npm start builds it again.`,
        `リハーサルはこのまま続けられます。作成時の出力は ${log} にあります。次の npm start で作成し直します。`,
      ),
    ],
    '',
  );

/** Built documentation brings its own page for what is not there; this one stands in for a folder that has none. */
export const missingPage = (path: string): string =>
  page(
    path,
    both('There is no such page', 'ページが見つかりません'),
    [
      both(
        'The documentation does not have what was asked for.',
        '指定されたページはドキュメントにありません。',
      ),
    ],
    '',
  );

// A reload would keep the place on this page instead of going to the anchor, and the same address with its anchor would not
// be fetched at all: so it is asked for from another one. A refresh by meta element is left to browsers that run no script.
const WAITING = `<script>
const wanted = location.href;
const timer = setInterval(async () => {
  const { status } = await fetch(wanted, { method: 'HEAD', cache: 'no-store' }).catch(() => ({ status: 503 }));
  if (status === 503) return;
  clearInterval(timer);
  history.replaceState(null, '', '/being-built');
  location.replace(wanted);
}, 1000);
</script>
<noscript><meta http-equiv="refresh" content="3"></noscript>`;

function page(path: string, title: Localized, sentences: readonly Localized[], extra: string): string {
  const [first, second] = isJapanese(path) ? (['ja', 'en'] as const) : (['en', 'ja'] as const);
  const section = (language: 'en' | 'ja') =>
    `<section lang="${language}"><h1>${literal(title[language])}</h1>${sentences
      .map((sentence) => `<p>${literal(sentence[language])}</p>`)
      .join('')}</section>`;
  return `<!doctype html>
<html lang="${first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${literal(title[first])} · Watari</title>
<style>${STYLE}</style>
${extra}
</head>
<body><main>${section(first)}${section(second)}</main></body>
</html>
`;
}

const STYLE =
  ':root{color-scheme:light dark}body{margin:0;font:16px/1.8 system-ui,"Noto Sans CJK JP","Hiragino Sans",sans-serif}main{max-width:40rem;margin:15vh auto;padding:0 1.5rem}h1{font-size:1.25rem;margin:2rem 0 .25rem}p{margin:0;overflow-wrap:anywhere}';

const literal = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
