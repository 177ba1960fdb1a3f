import { cancelForm } from '../../messages/cancel-form.ts';
import { readPlace } from '../../messages/question-value.ts';
import type { Parts } from '../parts.ts';
import { onPlace } from './click.ts';

/** Asks once more before the jobs under way are ended. */
export const listenToCancel = (parts: Parts) =>
  onPlace(parts, 'cancel', readPlace, async ({ client, trigger, who }, view) => {
    await client.views.open({ trigger_id: trigger, view: cancelForm(view, who.language) });
  });
