import { COMMANDS } from '../../commands.ts';
import { escape, sections } from '../../messages/blocks.ts';
import type { Subcommand } from './subcommand.ts';

export const help: Subcommand = async ({ who }) => ({
  text: '/migrate help',
  blocks: sections(
    COMMANDS.filter(({ at }) => at !== 'terminal')
      .map(({ name, usage, does }) => {
        const typed = `/migrate ${name} ${escape(usage)}`.trim();
        return `\`${typed}\`\n${does[who.language]}`;
      })
      .join('\n'),
  ),
});
