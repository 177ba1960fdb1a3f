import { isIP } from 'node:net';

import { z } from 'zod';

import { both } from '../runbook/both.ts';
import type { Localized } from '../runbook/localized.ts';
import { schemaMessage } from '../runbook/schema-message.ts';
import { SECRET_REFERENCES, parseSecretReference } from './secret-reference.ts';
import { isHostName } from './value-syntax.ts';

/** What may stand there, as the message of a schema. */
export const may = (en: string, ja: string): string => schemaMessage(both(en, ja));

export const secretReference = z.string().transform((text, context) => {
  const reference = parseSecretReference(text);
  if (reference !== null) return reference;
  context.addIssue({ code: 'custom', message: schemaMessage(SECRET_REFERENCES) });
  return z.NEVER;
});
export const identity = z.union([z.literal('agent'), secretReference], {
  error: may(`agent, ${SECRET_REFERENCES.en}`, `agent、${SECRET_REFERENCES.ja}`),
});
export const absolutePath = z
  .string()
  .regex(/^\/[^\0]*$/u, { error: may('an absolute path', '/ で始まるパス') });
export const HOST_NAME = both('a host name or an IP address', 'ホスト名または IP アドレス');
export const hostName = z.string().refine(isHostName, { error: schemaMessage(HOST_NAME) });
export const portNumber = z.int().min(1).max(65_535);
export const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}=?(?: [a-z0-9@.-]+)?$/u, {
  error: may(
    'a fingerprint as ssh-keygen -l prints it: SHA256:… (a key type may follow)',
    'ssh-keygen -l が表示するフィンガープリント SHA256:…（鍵の種類も続けて書けます）',
  ),
});

export const dnsServer = z
  .string()
  .refine((text) => isIP(text) !== 0 || /^(?:[0-9.]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}$/u.test(text), {
    error: may(
      'an IP address, or one with a port: 192.0.2.1:53, [2001:db8::1]:53',
      'IP アドレス、またはポートを付けた IP アドレス（192.0.2.1:53、[2001:db8::1]:53）',
    ),
  });

/** Says what a key must look like, and leaves everything else to the general sentences. */
export const keyedBy = (allowed: Localized) => ({
  error: (issue: { readonly code?: string | undefined }) =>
    issue.code === 'invalid_key' ? schemaMessage(allowed) : undefined,
});
