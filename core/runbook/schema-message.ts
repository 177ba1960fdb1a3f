import type { Localized } from './localized.ts';

/** zod's messages are texts: both languages stand in one, with this between them. */
const BETWEEN = '\n';

/** What a schema allows, as the message of its issue. */
export const schemaMessage = ({ en, ja }: Localized): string => `${en}${BETWEEN}${ja}`;

/** What a message says; one without a second language is names or code. */
export function readSchemaMessage(message: string): Localized {
  const [en = '', ja = en] = message.split(BETWEEN);
  return { en, ja };
}
