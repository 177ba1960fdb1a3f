import { type CommandHelp, COMMANDS } from '../../commands.ts';
import { escape, sections } from '../../messages/blocks.ts';
import type { Subcommand } from './subcommand.ts';

export const help: Subcommand = async ({
  who,
  args: {
    words: [wanted],
  },
}) => ({
  text: '/migrate help',
  blocks: sections(
    commandsShown(wanted)
      .map(({ name, usage, does }) => {
        const typed = `/migrate ${name} ${escape(usage)}`.trim();
        return `\`${typed}\`\n${does[who.language]}`;
      })
      .join('\n'),
  ),
});

/** All where nobody named one that there is. */
function commandsShown(wanted: string | undefined): readonly CommandHelp[] {
  const here: readonly CommandHelp[] = COMMANDS.filter(({ at }) => at !== 'terminal');
  const one = here.filter(({ name }) => name === wanted);
  return one.length === 0 ? here : one;
}
