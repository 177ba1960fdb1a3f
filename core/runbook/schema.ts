import { z } from 'zod';

import { type Localized, localized } from './localized.ts';
import { operation } from './operations/index.ts';

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u);
const parameterName = z.string().regex(/^[a-z][A-Za-z0-9]*$/u);
const base = { title: localized, help: localized.optional() };
/**
 * `example`: the guide's value, public, used by `--examples` and the documentation.
 * `placeholder`: the guide's name for a value that it leaves open (`InstanceRoot`), printed as `<InstanceRoot>` under `--examples` alone.
 * `lab`: the value that a rehearsal takes where the guide gives none.
 */
const textual = {
  ...base,
  example: z.string().optional(),
  placeholder: z.string().optional(),
  default: z.string().optional(),
  lab: z.string().optional(),
  optional: z.boolean().optional(),
};

/** A typed input of a runbook. The type decides what is accepted and how it is quoted. */
export const parameter = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('host'), ...textual }),
  z.strictObject({ type: z.literal('path'), ...textual }),
  z.strictObject({ type: z.literal('dn'), ...textual }),
  z.strictObject({ type: z.literal('filter'), ...textual }),
  z.strictObject({ type: z.literal('text'), ...textual }),
  z.strictObject({ type: z.literal('login'), ...textual }),
  /** A file beside the runbooks on Watari's own machine; its content is part of the plan. */
  z.strictObject({ type: z.literal('file'), ...textual }),
  z.strictObject({
    type: z.literal('port'),
    ...base,
    example: z.int().optional(),
    default: z.int().optional(),
    lab: z.int().optional(),
  }),
  z.strictObject({
    type: z.literal('integer'),
    ...base,
    min: z.int(),
    max: z.int(),
    example: z.int().optional(),
    default: z.int().optional(),
    lab: z.int().optional(),
  }),
  z.strictObject({
    type: z.literal('choice'),
    ...base,
    of: z.array(z.strictObject({ value: z.string().min(1), title: localized })).min(2),
    default: z.string().optional(),
    /** The guide's own choice, taken by `--examples`. */
    example: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('flag'), ...base, default: z.boolean() }),
  /** A reference (`env:NAME`, `file:path`, a name in the inventory). `example` is public text. */
  z.strictObject({ type: z.literal('secret'), ...base, example: z.string().optional() }),
  /** Mailbox names, one a line; `@path` reads a file on Watari's machine. */
  z.strictObject({ type: z.literal('users'), ...base, example: z.array(z.string()).optional() }),
]);
export type Parameter = z.infer<typeof parameter>;
export type ParameterType = Parameter['type'];

/** Structural: `{ loginSeparator: "+" }`, `{ all: [...] }`, `{ any: [...] }`, `{ not: ... }`. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly [parameter: string]: string | boolean | number };
export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.record(parameterName, z.union([z.string(), z.boolean(), z.number()])),
  ]),
);

export const RISKS = ['safe', 'disruptive', 'irreversible'] as const;
export type Risk = (typeof RISKS)[number];

export const step = z.strictObject({
  id,
  /** As the guide numbers it: "4", "9a". */
  number: z.string().regex(/^[0-9]+[a-z]?$/u),
  title: localized,
  /** Markdown: why, what to watch. May use `{{name}}`, rendered as plain text. */
  text: localized,
  warnings: z.array(localized).optional(),
  /** Where the guide prints something wrong or unclear: what stands there and what stands here, and why. */
  notes: z.array(localized).optional(),
  when: condition.optional(),
  risk: z.enum(RISKS),
  service: z.record(z.string(), z.enum(['down', 'up'])).optional(),
  do: z.array(operation).min(1),
  verify: z.array(operation).optional(),
  /** Why nothing can be verified by a machine. Either `verify` or this. */
  unverifiable: localized.optional(),
  undo: z.array(operation).optional(),
});
export type Step = z.infer<typeof step>;

export const group = z.strictObject({
  group: id,
  number: z.string().regex(/^[0-9]+$/u),
  title: localized,
  text: localized.optional(),
  steps: z.array(step).min(1),
});
export type Group = z.infer<typeof group>;

/** One file, as written. */
export const runbook = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/u),
  title: localized,
  summary: localized,
  source: z.strictObject({
    guide: z.string(),
    chapter: z.union([z.int(), z.string()]).optional(),
    section: z.string().optional(),
  }),
  assumptions: z.array(localized),
  advice: z.array(localized),
  parameters: z.record(parameterName, parameter),
  /** Named readings of one source: each is a runbook of its own to list, plan and start. `leaveOut` removes steps by id. */
  variants: z
    .record(
      id,
      z.strictObject({
        title: localized,
        leaveOut: z.array(id),
        set: z.record(parameterName, z.union([z.string(), z.boolean()])).optional(),
      }),
    )
    .optional(),
  steps: z.array(z.union([group, step])).min(1),
});
export type RunbookSource = z.infer<typeof runbook>;

/** As checked: one variant, flat steps, each with its place in the file. */
export type CheckedStep = Step & {
  readonly group: { readonly id: string; readonly number: string; readonly title: Localized } | null;
};
export type Runbook = {
  /** `iplanet/sims-offline`, `groupmax/from-v5`. */
  readonly id: string;
  readonly file: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly source: RunbookSource['source'];
  readonly assumptions: readonly Localized[];
  readonly advice: readonly Localized[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly steps: readonly CheckedStep[];
};
