import { type Language, type PlannedStep, type RunView, type Wave, waveHasBegun } from '#core/index.ts';

import { escape, labelled } from './blocks.ts';
import { cardWords } from './card-words.ts';
import { someUsers } from './wave-lines.ts';
import { both } from './words.ts';

/** The wave that a step is for, with who is in it now. */
export const waveOf = (view: RunView, step: Pick<PlannedStep, 'wave'> | null): Wave | null =>
  view.waves.find(({ name }) => name === step?.wave) ?? null;

/** `canary: 3 users`, for the context line of card and run message. */
export function waveFact(
  view: RunView,
  step: Pick<PlannedStep, 'wave'> | null,
  language: Language,
): string[] {
  const wave = waveOf(view, step);
  if (wave === null) return [];
  const count = wave.users?.length ?? 0;
  const text = both(`${wave.name}, ${count} users`, `${wave.name}（${count} 人）`);
  return [labelled(cardWords.wave, escape(text[language]), language)];
}

/** Users of the wave whom the reason names why its step stopped: those whose counts differ. */
export function usersInTrouble(view: RunView): readonly string[] {
  const { phase } = view.state;
  const wave = waveOf(view, view.step);
  if (phase.at !== 'stopped' || wave === null) return [];
  const words = new Set(phase.detail.en.split(/[\s,;|:()]+/u));
  return (wave.users ?? []).map(({ mailbox }) => mailbox).filter((mailbox) => words.has(mailbox));
}

/** How to go on without some users of a wave whose step stopped, as somebody types it. */
export function moveWay(view: RunView): readonly string[] {
  const { state, step } = view;
  const from = waveOf(view, step);
  if (state.status !== 'open' || state.phase.at !== 'stopped' || from === null) return [];
  const later = view.waves.slice(view.waves.indexOf(from) + 1);
  const to = later.find((wave) => wave.base === from.base && !waveHasBegun(state, wave.name));
  if (to === undefined) return [];
  const users = usersInTrouble(view);
  const whom = users.length === 0 ? '<user>…' : users.join(' ');
  return [`waves move ${whom} --from ${from.name} --to ${to.name} --reason "…"`];
}

/** On the card of a stopped step: who differs, and what to type to go on without them. */
export function troubleLines(view: RunView, language: Language): string[] {
  const users = usersInTrouble(view);
  const [way] = moveWay(view);
  return [
    ...(users.length === 0
      ? []
      : [labelled(cardWords.differing, escape(someUsers(users)[language]), language)]),
    ...(way === undefined
      ? []
      : [
          labelled(
            cardWords.goOnWithout,
            [`/migrate ${way}`, `npm run -s watari -- ${way}`]
              .map((line) => `\`${escape(line)}\``)
              .join('\n'),
            language,
          ),
        ]),
  ];
}
