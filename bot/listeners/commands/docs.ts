import { refused } from '../../answers.ts';
import { runOfChannel } from '../../desk.ts';
import { docsPage } from '../../documentation.ts';
import { escape } from '../../messages/blocks.ts';
import { docsLinkIn, shortHash } from '../../messages/docs-links.ts';
import { stepName } from '../../messages/standing.ts';
import { rehearsalPrefix } from '../../messages/words.ts';
import type { Subcommand } from './subcommand.ts';

/** The page of a step in the language of the person who asks; without words, that of the current step. For everybody: so are the links of cards. */
export const docs: Subcommand = async ({ desk, args, who, channel }) => {
  const view = await runOfChannel(desk, channel);
  const page = await docsPage(args.words, { ...desk, view });
  if ('code' in page) return refused(page, who.language, desk.settings);
  const { runbook, step, url } = page;
  const link = docsLinkIn(url, who.language);
  if (runbook === null) return { text: link };
  const isOfRun = view !== null && view.plan.runbook === runbook;
  const mark = isOfRun ? rehearsalPrefix(view)[who.language] : '';
  const named = `${mark}\`${runbook}\``;
  if (step === null) return { text: `${named}\n${link}` };
  return { text: `${named}\n*${escape(stepName(step)[who.language])}*  ${shortHash(step)}\n${link}` };
};
