import type { Language } from '../../core/runbook/index.ts';
import { flowsOf, workOn } from './talk-words.ts';
import type { PageTalks } from './talks.ts';

// As wide as a small phone, so that letters never shrink: on wide screens it stands beside other things.
const WIDTH = 344;
const TRUNK_X = 14;
const BOX_X = 36;
const LINE = 18;
const PAD = 10;
const GAP = 14;
const HEAD = 34;
/** For the lines from host to host: the first one, and each further one. */
const GUTTER = 22;
const GUTTER_MORE = 7;

type Box = { readonly y: number; readonly height: number; readonly lines: readonly Line[] };
type Line = { readonly text: string; readonly kind: 'name' | 'role' | 'work' };

// No id of a step begins with an underscore.
const TITLE = '_hosts-title';
const DESCRIPTION = '_hosts-desc';

/** Hosts and who talks to whom, as an inline SVG with a title and a description. Once on a page. */
export function hostsDiagram(talks: PageTalks, language: Language): string {
  const count = talks.calls.length;
  const gutter = count === 0 ? 0 : GUTTER + (count - 1) * GUTTER_MORE;
  const boxWidth = WIDTH - BOX_X - gutter - 1;
  const boxes = placed(talks, boxWidth - 2 * PAD, language);
  const flows = flowsOf(talks, language).flatMap((text) => wrapped(text, WIDTH, 12));
  const last = boxes.at(-1);
  const below = last === undefined ? HEAD : last.y + last.height;
  const height = below + (flows.length === 0 ? 4 : 8 + flows.length * LINE);
  const middle = (box: Box): number => box.y + box.height / 2;
  const ja = language === 'ja';
  return [
    `<svg class="hosts-diagram" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="${TITLE} ${DESCRIPTION}" font-size="12" fill="none" stroke="currentColor" xmlns="http://www.w3.org/2000/svg">`,
    `<title id="${TITLE}">${ja ? 'ホストと通信' : 'Hosts, and who talks to whom'}</title>`,
    `<desc id="${DESCRIPTION}">${escaped(descriptionOf(talks, language))}</desc>`,
    `<rect x="0.5" y="0.5" width="90" height="${HEAD - 8}" rx="4" class="hosts-diagram__watari" stroke-width="1.5"/>`,
    text('Watari', 45, 18, 'text-anchor="middle" font-weight="600"'),
    ...(last === undefined ? [] : [`<path d="M${TRUNK_X} ${HEAD - 8}V${middle(last)}"/>`]),
    ...boxes.map((box) => drawnBox(box, boxWidth, middle(box))),
    ...talks.calls.map(({ from, to }, index) => {
      const [a, b] = [from, to].map((name) => boxes[talks.hosts.findIndex((one) => one.name === name)]);
      return a === undefined || b === undefined
        ? ''
        : callLine(middle(a), middle(b), BOX_X + boxWidth, index);
    }),
    ...flows.map((line, index) => text(line, 0, below + 20 + index * LINE, 'class="hosts-diagram__flow"')),
    '</svg>',
  ].join('');
}

function placed({ hosts }: PageTalks, width: number, language: Language): readonly Box[] {
  const boxes: Box[] = [];
  let y = HEAD + 6;
  for (const host of hosts) {
    const line =
      (kind: Line['kind'], size: number) =>
      (shown: string): Line[] =>
        wrapped(shown, width, size).map((one) => ({ text: one, kind }));
    const between = language === 'ja' ? '、' : ', ';
    const lines = [
      ...line('name', 13)(host.name),
      ...(host.titles.length === 0 ? [] : line('role', 12)(host.titles.join(between))),
      ...workOn(host, language).flatMap(line('work', 12)),
    ];
    const height = lines.length * LINE + PAD;
    boxes.push({ y, height, lines });
    y += height + GAP;
  }
  return boxes;
}

const ATTRIBUTES: { readonly [K in Line['kind']]: string } = {
  name: 'font-weight="600" font-size="13" class="hosts-diagram__name"',
  role: 'class="hosts-diagram__role"',
  work: 'class="hosts-diagram__work"',
};

const drawnBox = ({ y, height, lines }: Box, width: number, middle: number): string =>
  [
    `<path d="M${TRUNK_X} ${middle}H${BOX_X - 6}"/><path d="M${BOX_X - 7} ${middle - 4}l7 4-7 4z" fill="currentColor" stroke="none"/>`,
    `<rect x="${BOX_X}" y="${y}" width="${width}" height="${height}" rx="4" class="hosts-diagram__host"/>`,
    ...lines.map((line, index) => text(line.text, BOX_X + PAD, y + 18 + index * LINE, ATTRIBUTES[line.kind])),
  ].join('');

/** Along the right edge, from one box to another one. Each has its own way, so that none hides another. */
function callLine(from: number, to: number, x: number, index: number): string {
  const out = x + GUTTER - 8 + index * GUTTER_MORE;
  const start = from + 4 + index * GUTTER_MORE;
  const end = to - 4 - index * GUTTER_MORE;
  return `<path d="M${x} ${start}H${out}V${end}H${x + 7}" class="hosts-diagram__stream"/><path d="M${x + 8} ${end - 4}l-7 4 7 4z" fill="currentColor" stroke="none"/>`;
}

const text = (shown: string, x: number, y: number, attributes: string): string =>
  `<text x="${x}" y="${y}" fill="currentColor" stroke="none" ${attributes}>${escaped(shown)}</text>`;

function descriptionOf(talks: PageTalks, language: Language): string {
  const ja = language === 'ja';
  const hosts = talks.hosts.map((host) => {
    const roles =
      host.titles.length === 0 ? '' : ja ? `（${host.titles.join('、')}）` : ` (${host.titles.join(', ')})`;
    return `${host.name}${roles}${ja ? '：' : ': '}${workOn(host, language).join(ja ? '、' : '; ')}`;
  });
  return [...hosts, ...flowsOf(talks, language)]
    .map((one) => (ja ? `${one}。` : `${one}.`))
    .join(ja ? '' : ' ');
}

/** Nearly as wide as a letter is drawn: those of Japanese fill a square. */
const widthOf = (letter: string, size: number): number =>
  /[\u3000-\u9fff\uff00-\uff60]/u.test(letter) ? size : size * 0.54;

/** Lines that fit: broken between words, or anywhere in Japanese and in names that are too long. */
function wrapped(whole: string, width: number, size: number): readonly string[] {
  const pieces = whole.match(/[\u3000-\u9fff\uff00-\uff60]|[^\s\u3000-\u9fff\uff00-\uff60]+\s*|\s+/gu) ?? [];
  const measure = (one: string): number =>
    [...one.trimEnd()].reduce((sum, letter) => sum + widthOf(letter, size), 0);
  const cut = (piece: string): readonly string[] =>
    measure(piece) <= width ? [piece] : (piece.match(/.{1,30}/gu) ?? [piece]);
  const lines: string[] = [];
  for (const piece of pieces.flatMap(cut)) {
    const last = lines.at(-1);
    // No line begins with a closing mark.
    const fits = last !== undefined && (measure(last + piece) <= width || /^[、。）」]/u.test(piece));
    if (fits) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd());
}

const escaped = (raw: string): string =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
