import type { Language, RunView } from '#core/index.ts';

import {
  code,
  context,
  divider,
  escape,
  header,
  inLanguage,
  inOneLine,
  type KnownBlock,
  labelled,
  plain,
  section,
} from './blocks.ts';
import { cardWords } from './card-words.ts';
import type { MoveAsked } from './move-asked.ts';
import { usersBlocks } from './wave-users.ts';
import { rehearsalPrefix } from './words.ts';

/** On the card of the step that the run stands at, in place of the step: who would move, and what a yes means. */
export function moveBlocks({ who, counts, does, doesNot }: MoveAsked, language: Language): KnownBlock[] {
  const say = inLanguage(language);
  const part = (word: 'move' | 'counts' | 'ifApproved' | 'notApproved', text: string): string =>
    `*${say(cardWords[word])}*\n${escape(text)}`;
  return [
    section(part('move', say(who))),
    section(part('counts', say(counts))),
    section(part('ifApproved', say(does))),
    section(part('notApproved', say(doesNot))),
  ];
}

/** The same with everybody's name, and who is in both waves afterwards. */
export function moveDetails(view: RunView, asked: MoveAsked, language: Language): KnownBlock[] {
  const say = inLanguage(language);
  const { users, from, to } = asked.move;
  const reason = view.state.asked?.reason ?? null;
  const isMoving = (mailbox: string): boolean => users.includes(mailbox);
  const of = (name: string) => view.waves.find((wave) => wave.name === name)?.users ?? [];
  const moving = of(from).filter(({ mailbox }) => isMoving(mailbox));
  const title = (name: string): string => labelled(cardWords.afterwards, name, language);
  return [
    header(`${say(rehearsalPrefix(view))}${say(asked.title)}`),
    context(inOneLine([`\`${view.run}\``, escape(say(asked.counts))])),
    ...(reason === null ? [] : [plain(labelled(cardWords.reason, reason, language))]),
    section(`*${say(cardWords.ifApproved)}*\n${escape(say(asked.does))}`),
    section(`*${say(cardWords.notApproved)}*\n${escape(say(asked.doesNot))}`),
    divider,
    section(`*${say(cardWords.move)}* (${users.length})`),
    ...code(users.join('\n')),
    ...usersBlocks(
      title(from),
      of(from).filter(({ mailbox }) => !isMoving(mailbox)),
    ),
    ...usersBlocks(title(to), [...of(to), ...moving]),
  ];
}
