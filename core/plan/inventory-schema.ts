import { isIP } from 'node:net';

import { z } from 'zod';

import { expectation } from '../runbook/operations/expect.ts';
import { SECRET_REFERENCES, parseSecretReference } from './secret-reference.ts';
import { isHostName } from './value-syntax.ts';

const secretReference = z.string().transform((text, context) => {
  const reference = parseSecretReference(text);
  if (reference !== null) return reference;
  context.addIssue({ code: 'custom', message: SECRET_REFERENCES });
  return z.NEVER;
});
const identity = z.union([z.literal('agent'), secretReference], {
  error: `agent, ${SECRET_REFERENCES}`,
});
const absolutePath = z.string().regex(/^\/[^\0]*$/u, { error: 'an absolute path' });
const hostName = z.string().refine(isHostName, { error: 'a host name or an IP address' });
const portNumber = z.int().min(1).max(65_535);
const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}=?(?: [a-z0-9@.-]+)?$/u, {
  error: 'a fingerprint as ssh-keygen -l prints it: SHA256:… (a key type may follow)',
});

const host = z
  .strictObject({
    /** Where it is reached; the host's own name if this is left out. */
    address: hostName.optional(),
    port: portNumber.optional(),
    /** A Unix socket in place of address and port: the lab's way. */
    socket: absolutePath.optional(),
    user: z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/u, { error: 'a login name' }),
    identity,
    fingerprints: z.array(fingerprint).optional(),
    /** Short, since Solaris cuts what `ps` shows at 80 characters. On a local, persistent disk. */
    spool: absolutePath.optional(),
    path: z.array(absolutePath).optional(),
    encoding: z.enum(['utf-8', 'euc-jp', 'shift_jis']).optional(),
    legacyAlgorithms: z.boolean().optional(),
    become: z.enum(['su', 'sudo', 'none']).optional(),
  })
  .refine((one) => one.socket === undefined || (one.address === undefined && one.port === undefined), {
    path: ['socket'],
    error: 'either socket, or address and port',
  });

const directory = z
  .strictObject({
    url: z
      .string()
      .refine((text) => /^ldaps?:\/\/[^/\s]+$/u.test(text) && URL.canParse(text), {
        error: 'ldap://host:port or ldaps://host:port',
      })
      .optional(),
    socket: absolutePath.optional(),
    tls: z.enum(['ldaps', 'starttls', 'plain']).optional(),
    ca: absolutePath.optional(),
  })
  .refine((one) => one.socket === undefined || one.url === undefined, {
    path: ['socket'],
    error: 'either socket or url',
  })
  .refine((one) => !(one.url?.startsWith('ldaps:') === true && (one.tls ?? 'ldaps') !== 'ldaps'), {
    path: ['tls'],
    error: 'ldaps, as the url says',
  })
  .refine((one) => !(one.url?.startsWith('ldap:') === true && one.tls === 'ldaps'), {
    path: ['tls'],
    error: 'starttls, plain (or a url that begins with ldaps:)',
  });

const dnsServer = z
  .string()
  .refine((text) => isIP(text) !== 0 || /^(?:[0-9.]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}$/u.test(text), {
    error: 'an IP address, or one with a port: 192.0.2.1:53, [2001:db8::1]:53',
  });

const command = {
  /** A host of this inventory; the runbook's own host if this is left out. */
  on: z.string().min(1).optional(),
  /** Shell template; it may name the parameters that the runbook hands to this operation. */
  run: z.string().trim().min(1),
  as: z.string().min(1).optional(),
  expect: expectation.optional(),
  timeoutMinutes: z.number().positive().optional(),
};

/** With `everySeconds` it is asked again until it is satisfied or the time is over: a machine that restarts answers late. */
const probe = z.strictObject({ ...command, everySeconds: z.number().positive().optional() });

/** Says what a key must look like, and leaves everything else to the general sentences. */
const keyedBy = (allowed: string) => ({
  error: (issue: { readonly code?: string | undefined }) =>
    issue.code === 'invalid_key' ? allowed : undefined,
});
const isDirectoryName = (name: string): boolean =>
  /^\S+:\d{1,5}$/u.test(name) && URL.canParse(`ldap://${name}`);

/** `inventory.yaml` as written. */
export const inventory = z.strictObject({
  /** The name of the lab that these hosts are; absent for a site. */
  lab: z.string().min(1).optional(),
  hosts: z.record(hostName, host, keyedBy('a host name or an IP address')).optional(),
  directories: z.record(z.string().refine(isDirectoryName), directory, keyedBy('host:port')).optional(),
  /** DNS servers to ask instead of the system's own: an IP address, and a port if it is another one than 53. */
  dns: z.strictObject({ servers: z.array(dnsServer).min(1) }).optional(),
  secrets: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]*$/u),
      secretReference,
      keyedBy('a name like bindPassword'),
    )
    .optional(),
  operations: z
    .record(
      z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/u),
      z.strictObject({ ...command, verify: probe.optional() }),
      keyedBy('a site operation like messaging-server.install'),
    )
    .optional(),
});
export type InventorySource = z.infer<typeof inventory>;
/** A site operation's command here, and the probe that proves it. */
export type MappedOperation = NonNullable<InventorySource['operations']>[string];
