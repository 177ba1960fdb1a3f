import { nameIn, viewIfReadable } from '../../desk.ts';
import {
  clip,
  context,
  escape,
  type KnownBlock,
  LONGEST,
  plain,
  plainContext,
  section,
  sections,
} from '../../messages/blocks.ts';
import { afterAbort } from '../../messages/left-behind.ts';
import { runLog } from '../../messages/run-log.ts';
import { standingOf, stepInQuestion, stepName } from '../../messages/standing.ts';
import { both, rehearsalPrefix } from '../../messages/words.ts';
import { aboutRun, forPeople } from './subcommand.ts';

/** How much of a long list one answer shows. */
const NEWEST_RUNS = 20;
const EVENTS = 40;

export const status = aboutRun(async ({ desk, who: { language } }, view) => {
  const name = nameIn(desk.people);
  const { sentence, ways } = standingOf(view, name);
  const mark = rehearsalPrefix(view)[language];
  const about = stepInQuestion(view);
  const step = about === null ? '' : `\n*${escape(stepName(about)[language])}*`;
  const left = afterAbort(view, { language, timeZone: desk.settings.timeZone, name });
  return {
    text: clip(escape(`${mark}${view.run} ${sentence[language]}`), LONGEST.text),
    blocks: [
      ...sections(`${mark}\`${view.run}\`${step}`),
      plain(sentence[language]),
      ...left.map(plainContext),
      ...(ways.length === 0 ? [] : [context(ways.map((way) => `\`/migrate ${escape(way)}\``).join('  '))]),
    ],
  };
});

const fromHow = both(
  'log --from: give the number of an event. Example: `/migrate log --from 1`',
  'log --from：イベントの番号を指定してください。例：`/migrate log --from 1`。',
);

const lines = aboutRun(async ({ desk, args, who: { language } }, view) => {
  if (args.from !== null && !/^[1-9]\d{0,8}$/u.test(args.from)) return { text: fromHow[language] };
  const all = await desk.engine.log(view.run);
  const first = args.from === null ? Math.max(0, all.length - EVENTS) : Number(args.from) - 1;
  const drawing = { language, timeZone: desk.settings.timeZone, name: nameIn(desk.people) };
  const { text, blocks } = runLog(view, all, drawing, { first, most: EVENTS });
  return { text, blocks: [...blocks] };
});
export const log = forPeople(lines);

const noRun = both('No run yet.', 'まだ実行はありません。');
const allRuns = both('Runs, newest first', '実行の一覧（新しい順）');
export const history = forPeople(async ({ desk, who: { language } }) => {
  const rows: KnownBlock[] = [];
  for (const { run } of (await desk.engine.runs()).slice(0, NEWEST_RUNS)) {
    const view = await viewIfReadable(desk, run);
    if (view === null) continue;
    const title = `${rehearsalPrefix(view)[language]}${view.plan.title[language]}`;
    const standing = standingOf(view, nameIn(desk.people)).sentence[language];
    rows.push(section(`\`${run}\`  ${escape(title)}`), plainContext(standing));
  }
  return rows.length === 0 ? { text: noRun[language] } : { text: allRuns[language], blocks: rows };
});
