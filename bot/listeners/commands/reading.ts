import { nameIn, viewIfReadable } from '../../desk.ts';
import { clip, context, escape, LONGEST, sections } from '../../messages/blocks.ts';
import { runLog } from '../../messages/run-log.ts';
import { standingOf, stepInQuestion, stepName } from '../../messages/standing.ts';
import { both, rehearsalPrefix } from '../../messages/words.ts';
import { aboutRun, forPeople } from './subcommand.ts';

/** How much of a long list one answer shows. */
const NEWEST = 20;

export const status = aboutRun(async ({ desk, who }, view) => {
  const { sentence, ways } = standingOf(view, nameIn(desk.people));
  const mark = rehearsalPrefix(view)[who.language];
  const about = stepInQuestion(view);
  const step = about === null ? '' : `*${escape(stepName(about)[who.language])}*\n`;
  return {
    text: clip(`${mark}${view.run} ${sentence[who.language]}`, LONGEST.text),
    blocks: [
      ...sections(`${mark}\`${view.run}\`\n${step}${escape(sentence[who.language])}`),
      ...(ways.length === 0 ? [] : [context(ways.map((way) => `\`/migrate ${escape(way)}\``).join('  '))]),
    ],
  };
});

const lines = aboutRun(async ({ desk, who }, view) => {
  const events = (await desk.engine.log(view.run)).slice(-NEWEST);
  const { timeZone } = desk.settings;
  const { text, blocks } = runLog(view, events, {
    language: who.language,
    timeZone,
    name: nameIn(desk.people),
  });
  return { text, blocks: [...blocks] };
});
export const log = forPeople(lines);

const noRun = both('No run yet.', 'まだ実行はありません。');
export const history = forPeople(async ({ desk, who }) => {
  const rows: string[] = [];
  for (const { run } of (await desk.engine.runs()).slice(0, NEWEST)) {
    const view = await viewIfReadable(desk, run);
    if (view === null) continue;
    const mark = rehearsalPrefix(view)[who.language];
    const standing = standingOf(view, nameIn(desk.people)).sentence[who.language];
    rows.push(`\`${run}\`  ${mark}${escape(view.plan.title[who.language])}  ${escape(standing)}`);
  }
  return {
    text: noRun[who.language],
    ...(rows.length === 0 ? {} : { blocks: sections(rows.join('\n')) }),
  };
});
