import { type Language, type PlannedStep, type RunView, waysOn } from '#core/index.ts';

import { type Button, button } from './blocks.ts';
import { cardWords } from './card-words.ts';
import { placeOfRun, write } from './question-value.ts';
import { workByHand } from './standing.ts';

export const detailsButton = (view: RunView, step: PlannedStep, language: Language): Button =>
  button(cardWords.details[language], 'details', write({ run: view.run, step: step.id }));

/** What can be done on the card of the current step. Each button carries exactly what it was drawn for. */
export function cardButtons(view: RunView, step: PlannedStep, language: Language): Button[] {
  return [...doing(view, language), detailsButton(view, step, language)];
}

function doing(view: RunView, language: Language): Button[] {
  const { state } = view;
  const of = (word: keyof typeof cardWords, action: string, value: string, style?: 'primary' | 'danger') =>
    button(cardWords[word][language], action, value, style);
  const place = write(placeOfRun(view));
  if (state.status !== 'open' || state.aborting !== null) return [];
  if (state.asked !== null) {
    const question = write(state.asked.question);
    return state.asked.approvedBy.length < state.asked.required
      ? [of('approve', 'approve', question, 'primary'), of('reject', 'reject', question, 'danger')]
      : [];
  }
  if (state.paused !== null && state.phase.at !== 'running')
    return [of('resume', 'resume', place, 'primary')];
  switch (state.phase.at) {
    case 'idle':
      return [];
    case 'running': {
      const work = workByHand(view);
      if (work === null) return state.phase.cancelling ? [] : [of('cancel', 'cancel', place, 'danger')];
      const drawnFor = write({ run: view.run, claim: work.claim, operation: work.operation });
      return [of('done', 'confirm_done', drawnFor, 'primary'), of('notDone', 'confirm_not_done', drawnFor)];
    }
    case 'lost':
      return [of('done', 'settle_done', place), of('notDone', 'settle_not_done', place)];
    case 'stopped': {
      const ways = waysOn(state);
      return [
        ...(ways.includes('retry') ? [of('retry', 'retry', place, 'primary')] : []),
        ...(ways.includes('undo') ? [of('undoOn', 'undo', place, 'primary')] : []),
        ...(ways.includes('settle') ? [of('alreadyDone', 'settle_done', place)] : []),
        ...(ways.includes('skip') ? [of('skip', 'skip', place)] : []),
      ];
    }
  }
}
