import { posix } from 'node:path';

import type { Language } from '../../core/runbook/index.ts';
import type { Glossary } from './glossary-page.ts';
import { type ProseLine, mapProse, proseLines, replaceUnmasked } from './markdown-lines.ts';
import type { SiteProblem } from './site-problem.ts';
import { toMdx } from './to-mdx.ts';

/** A page that may be linked to, by its path below the site (`how-to/approve`, `runbooks/iplanet/sims-offline`). */
export type LinkTarget = {
  readonly path: string;
  /** What may stand behind `#`. */
  readonly anchors: ReadonlySet<string>;
};
export type Links = {
  readonly targets: ReadonlyMap<string, LinkTarget>;
  readonly glossary: Glossary;
};
/** Where links stand. */
export type LinkSource = {
  readonly path: string;
  readonly language: Language;
  readonly file: string;
  readonly body: string;
  readonly bodyLine: number;
};
export type Linked = { readonly markdown: string; readonly problems: readonly SiteProblem[] };

const LINK = /(!?)\[((?:[^[\]]|\[[^[\]]*\])*)\]\(([^()\s]+(?:\([^()\s]*\))?)((?:\s+"[^"]*")?)\)/dgu;
const TERM = /\[\[([^\][|]+)(?:\|([^\][]+))?\]\]/dgu;
const ELSEWHERE = /^(?:https?:|mailto:)/u;

/** `page`: MDX whose links lead to files that Docusaurus knows. `copy`: Markdown for programs, whose links lead to other copies. */
export type LinkForm = 'page' | 'copy';

/** Puts in what links and glossary marks lead to, or says what leads nowhere. */
export function resolveLinks(source: LinkSource, links: Links, form: LinkForm): Linked {
  const problems: SiteProblem[] = [];
  const say = (line: ProseLine, sentence: string): void => {
    problems.push({ file: source.file, line: source.bodyLine - 1 + line.line, sentence });
  };
  const body = form === 'page' ? toMdx(source.body) : source.body;
  const withTerms = mapProse(body, (line) =>
    replaceUnmasked(line, TERM, (_all = '', id = '', shown = '') => {
      const term = links.glossary.find((one) => one.id === id.trim());
      if (term !== undefined) return termLink(term, shown, { source, form, line });
      say(line, `the glossary has no word ${id.trim()}.`);
      return shown === '' ? id : shown;
    }),
  );
  const markdown = mapProse(withTerms, (line) =>
    replaceUnmasked(line, LINK, (all = '', bang = '', label = '', address = '', title = '') => {
      if (bang === '!' || ELSEWHERE.test(address)) return all;
      const found = targetOf(address, source.path, links);
      if ('sentence' in found) {
        say(line, found.sentence);
        return label;
      }
      const { target, anchor } = found;
      const isHere = target.path === source.path && anchor !== '';
      const to = isHere ? '' : fileLink(source.path, target, form);
      return `[${label}](${to}${anchor === '' ? '' : `#${anchor}`}${title})`;
    }),
  );
  return { markdown, problems };
}

type Around = { readonly source: LinkSource; readonly form: LinkForm; readonly line: ProseLine };

function termLink(term: Glossary[number], shown: string, { source, form, line }: Around): string {
  const { word, meaning } = term[source.language];
  const text = shown === '' ? word : shown;
  // A heading stands in the list of contents as well, where no tooltip fits.
  if (/^#{1,6} /u.test(line.text)) return text;
  const glossary = fileLink(source.path, { path: 'glossary' }, form);
  if (form === 'copy') return `[${text}](${glossary})`;
  // The page shows the title as a tooltip (src/site/glossary-link.tsx).
  const title = toMdx(plainText(meaning))
    .replaceAll('"', '&quot;')
    .replaceAll('|', String.raw`\|`);
  return `[${text}](${glossary}#${term.id} "${title}")`;
}

type Found = { readonly target: LinkTarget; readonly anchor: string } | { readonly sentence: string };

function targetOf(address: string, from: string, { targets }: Links): Found {
  const [place = '', anchor = ''] = address.split('#');
  const path = pathOf(place, from);
  const target = targets.get(path) ?? targets.get(`${path}/index`);
  if (target === undefined) return { sentence: `${address} leads to no page: there is no ${path}.` };
  if (anchor !== '' && !target.anchors.has(anchor))
    return { sentence: `${address} leads nowhere: ${target.path} has no heading {#${anchor}}.` };
  return { target, anchor };
}

/** `runbook:iplanet/sims-offline`, `../how-to/approve` with or without `.md`, `` for the page itself. */
function pathOf(place: string, from: string): string {
  if (place === '') return from;
  if (place.startsWith('runbook:')) return `runbooks/${place.slice('runbook:'.length)}`;
  const bare = place.replace(/\.mdx?$/u, '').replace(/\/$/u, '');
  const joined = posix.normalize(
    bare.startsWith('/') ? bare.slice(1) : posix.join(posix.dirname(from), bare),
  );
  return joined === '.' || joined === '' ? 'index' : joined;
}

/** From one generated file to another one. */
export function fileLink(from: string, target: Pick<LinkTarget, 'path'>, form: LinkForm): string {
  const relative = posix.relative(posix.dirname(from), target.path);
  return `${relative.startsWith('.') ? relative : `./${relative}`}.${form === 'page' ? 'mdx' : 'md'}`;
}

/** Text without marks, for where Markdown cannot stand. */
export const plainText = (markdown: string): string =>
  markdown
    .replaceAll(
      /\[\[([^\][|]+)(?:\|([^\][]+))?\]\]/gu,
      (_all, id: string, shown: string | undefined) => shown ?? id,
    )
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(/\*\*|`/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** Explicit ids of the headings of a text. */
export const anchorsIn = (markdown: string): readonly string[] =>
  proseLines(markdown).flatMap(({ text }) => /^#{1,6} .*\{#([A-Za-z0-9_-]+)\}\s*$/u.exec(text)?.[1] ?? []);
