import { clip, escape, labelled, LONGEST } from '../../messages/blocks.ts';
import type { Subcommand } from './subcommand.ts';

export const list: Subcommand = async ({ desk, who }) => {
  const lines = (await desk.engine.list()).map(
    ({ id, title, stepCount }) =>
      `\`${id}\`  ${escape(labelled(title, stepCount[who.language], who.language))}`,
  );
  return { text: clip(lines.join('\n'), LONGEST.text) };
};
