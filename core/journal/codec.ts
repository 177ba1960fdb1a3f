import { Fault } from '../errors.ts';
import { canonicalJson } from '../plan/canonical.ts';
import type { RunEvent } from '../run/events.ts';

/** Shape of the stored events. A change of shape adds one and an entry in `upgrades`. */
export const EVENT_VERSION = 1;
/** Written beside each event, so that a reader years later knows who wrote it. */
export const ENGINE = 'watari/0.1';

const TYPES: { readonly [T in RunEvent['type']]: true } = {
  RunStarted: true,
  WaveAssigned: true,
  HostMet: true,
  StepRequested: true,
  StepApproved: true,
  StepRejected: true,
  QuestionVoided: true,
  StepStarted: true,
  OperationStarted: true,
  OperationEnded: true,
  StepVerified: true,
  StepSucceeded: true,
  StepFailed: true,
  StepUnverified: true,
  StepInterrupted: true,
  StepOutcomeLost: true,
  StepSettled: true,
  StepSkipped: true,
  StepUndone: true,
  CancelRequested: true,
  NoteAdded: true,
  RunPaused: true,
  RunResumed: true,
  AbortRequested: true,
  RunAborted: true,
  RunCompleted: true,
};

/** From version N to N + 1, by N. Old shapes are upgraded on reading; the stored text stays as it is. */
const upgrades: ReadonlyMap<number, (payload: unknown) => unknown> = new Map();

/** The text that is stored and hashed. */
export const encodeEvent = (event: RunEvent): string => canonicalJson(event);

/** @throws Fault journal-corrupt: not JSON, an unknown type, or written by a newer Watari */
export function decodeEvent(text: string, version: number, where: string): RunEvent {
  if (version > EVENT_VERSION)
    throw new Fault(
      'journal-corrupt',
      `reading ${where}`,
      `it was written by a newer Watari (shape ${version}, known ${EVENT_VERSION})`,
    );
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch (cause) {
    throw new Fault('journal-corrupt', `reading ${where}`, 'the stored text is not JSON', { cause });
  }
  for (let v = version; v < EVENT_VERSION; v++) payload = upgrades.get(v)?.(payload) ?? payload;
  if (!isEvent(payload)) throw new Fault('journal-corrupt', `reading ${where}`, 'the event type is unknown');
  return payload;
}

const isEvent = (payload: unknown): payload is RunEvent =>
  typeof payload === 'object' &&
  payload !== null &&
  'type' in payload &&
  typeof payload.type === 'string' &&
  Object.hasOwn(TYPES, payload.type);
