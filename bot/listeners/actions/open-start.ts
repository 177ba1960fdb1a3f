import { refusal } from '#core/index.ts';

import { readStarting } from '../../messages/question-value.ts';
import { openStartForm } from '../commands/start.ts';
import type { Parts } from '../parts.ts';
import { onClick } from './click.ts';

/** A runbook chosen from the list that `/migrate start` shows. */
export const listenToOpenStart = (parts: Parts) =>
  onClick(parts, 'open_start', async (click) => {
    const wanted = readStarting(click.value);
    const runbook = (await click.desk.engine.list()).find(({ id }) => id === wanted?.runbook);
    if (runbook === undefined || wanted?.channel !== click.channel)
      return click.refuse(refusal('unknown-question'));
    if ('code' in click.who.actor) return click.refuse(click.who.actor);
    return openStartForm(click, runbook, {});
  });
