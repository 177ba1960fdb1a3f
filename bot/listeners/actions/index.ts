import type { Parts } from '../parts.ts';
import { listenToApprove } from './approve.ts';
import { listenToAsk } from './ask.ts';
import { listenToCancel } from './cancel.ts';
import { listenToConfirm } from './confirm.ts';
import { listenToDetails } from './details.ts';
import { listenToOpenStart } from './open-start.ts';
import { listenToReject } from './reject.ts';
import { listenToSayWhy } from './say-why.ts';

/** The buttons of cards and answers, by what they are for. */
export function listenToActions(parts: Parts): void {
  listenToApprove(parts);
  listenToReject(parts);
  listenToDetails(parts);
  listenToAsk(parts);
  listenToCancel(parts);
  listenToSayWhy(parts);
  listenToConfirm(parts);
  listenToOpenStart(parts);
}
