import { Fault, faultSentence, type Language, type Localized, verbatim } from '#core/index.ts';

import { both } from '../messages/words.ts';

/** Exit statuses that scripts rely on. */
export const EXIT = { done: 0, no: 1, usage: 2, fault: 3 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Where a command's answer goes: one JSON document, or lines in the person's language. */
export type Screen = {
  readonly json: boolean;
  readonly language: Language;
  /** The JSON document on stdout; nothing without --json. */
  data(value: unknown): void;
  /** A line on stdout; nothing with --json. */
  line(text: Localized | string): void;
  /** A line on stderr: progress, refusals, problems. */
  aside(text: Localized | string): void;
};

export function screenOn(
  streams: { out(text: string): void; err(text: string): void },
  json: boolean,
  language: Language,
): Screen {
  const say = (text: Localized | string) => (typeof text === 'string' ? text : text[language]);
  return {
    json,
    language,
    data: (value) => {
      if (json) streams.out(`${JSON.stringify(value, null, 2)}\n`);
    },
    line: (text) => {
      if (!json) streams.out(`${say(text)}\n`);
    },
    aside: (text) => streams.err(`${say(text)}\n`),
  };
}

/** A line of the operator's log: what we were about stays in English, the sentence around it does not. */
export function logOn(screen: Pick<Screen, 'aside'>, text: string | Localized, error?: unknown): void {
  if (typeof text !== 'string') return screen.aside(text);
  const said = error instanceof Error ? error.message : String(error);
  const saw = error instanceof Fault ? faultSentence(error) : verbatim(said);
  screen.aside(
    error === undefined
      ? both(text, `Watari の記録：${text}`)
      : both(`${text}: ${saw.en}`, `処理中に問題が起きました（${text}）：${saw.ja}。`),
  );
}
