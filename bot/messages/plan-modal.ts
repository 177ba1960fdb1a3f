import { type Language, type Plan, placesOf, riskName } from '#core/index.ts';

import {
  clip,
  escape,
  fitting,
  fromMarkdown,
  inLanguage,
  type KnownBlock,
  labelled,
  LONGEST,
  section,
  sections,
  type View,
} from './blocks.ts';
import { cardWords } from './card-words.ts';
import { operationBlocks } from './operations.ts';
import { stepName } from './standing.ts';
import { resultName } from './words.ts';

/** A plan to read: every step with its commands. */
export function planModal(plan: Plan, language: Language): View {
  const say = inLanguage(language);
  const blocks: KnownBlock[] = [
    section(`*${escape(say(plan.title))}*\n\`${plan.runbook}\``),
    ...plan.warnings.flatMap((warning) =>
      sections(labelled(cardWords.warning, fromMarkdown(say(warning)), language)),
    ),
    ...plan.steps.flatMap((step) => {
      const hosts = placesOf(step.operations).map(escape);
      const facts = [
        labelled(cardWords.risk, say(riskName[step.risk]), language),
        ...(hosts.length === 0 ? [] : [labelled(cardWords.host, hosts.join(', '), language)]),
        ...(step.applies ? [] : [say(resultName['not-applicable'])]),
      ];
      const title = `*${escape(say(stepName(step)))}*\n${facts.join('  ')}`;
      return [...sections(title), ...operationBlocks(step.operations, [], language)];
    }),
  ];
  return {
    type: 'modal',
    title: { type: 'plain_text', text: clip(say(cardWords.plan), LONGEST.title) },
    close: { type: 'plain_text', text: say(cardWords.close) },
    blocks: fitting(blocks, LONGEST.modalBlocks, say(cardWords.shortened)),
  };
}
