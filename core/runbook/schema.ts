import { z } from 'zod';

import { condition, parameterName } from './condition-form.ts';
import { type Localized, localized } from './localized.ts';
import { operation } from './operations/index.ts';

export type { Condition } from './condition-form.ts';

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u);
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

/** A wave as the documentation shows it: its users, all of one domain, are what the filter finds below the base. */
const exampleWave = z.strictObject({
  name: id,
  base: z.string(),
  domain: z.string(),
  filter: z.string(),
  users: z.array(z.string()).optional(),
});

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
    lab: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('flag'), ...base, default: z.boolean() }),
  /** A reference (`env:NAME`, `file:path`, a name in the inventory). `example` is public text. */
  z.strictObject({
    type: z.literal('secret'),
    ...base,
    example: z.string().optional(),
    /** The author knows that commands take it as an argument, where whoever is logged in there can see it meanwhile. */
    inArguments: z.literal(true).optional(),
  }),
  /** Mailbox names, one a line; `@path` reads a file on Watari's machine. */
  z.strictObject({ type: z.literal('users'), ...base, example: z.array(z.string()).optional() }),
  /** Slices of users moved together, in their order; `@path` reads what `watari waves` wrote. */
  z.strictObject({ type: z.literal('waves'), ...base, example: z.array(exampleWave).min(1).optional() }),
]);
export type Parameter = z.infer<typeof parameter>;
export type ParameterType = Parameter['type'];

export const RISKS = ['safe', 'disruptive', 'irreversible'] as const;
export type Risk = (typeof RISKS)[number];

const service = z.record(z.string(), z.enum(['down', 'up']));

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
  service: service.optional(),
  /** It makes the copy that is the way back from later steps which cannot be undone. */
  backup: z.literal(true).optional(),
  do: z.array(operation).min(1),
  verify: z.array(operation).optional(),
  /** Why nothing can be verified by a machine. Either `verify` or this. */
  unverifiable: localized.optional(),
  undo: z.array(operation).optional(),
});
export type Step = z.infer<typeof step>;

/** A step of `fragments/<use>.yaml` beside the runbook, under this number. */
export const use = z.strictObject({
  use: id,
  number: step.shape.number,
  /** Else the fragment's own. */
  id: id.optional(),
  /** The fragment's parameter → this runbook's parameter. */
  with: z.record(parameterName, parameterName).optional(),
  /** Put in where the fragment writes `{{>name}}`, before templates are read. */
  words: z.record(parameterName, z.string()).optional(),
  /** Holds beside the fragment's own condition. */
  when: condition.optional(),
  /** Each of these replaces the fragment's. */
  title: localized.optional(),
  text: localized.optional(),
  risk: z.enum(RISKS).optional(),
  service: service.optional(),
  do: z.array(operation).min(1).optional(),
  verify: z.array(operation).optional(),
  unverifiable: localized.optional(),
  undo: z.array(operation).optional(),
  /** These are added to the fragment's. */
  warnings: z.array(localized).optional(),
  notes: z.array(localized).optional(),
});
export type Use = z.infer<typeof use>;

/** What `fragments/<name>.yaml` says: one step that several runbooks of the folder share. */
export const fragment = z.strictObject({
  fragment: z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/u),
  /** Those of a runbook that uses it, unless the runbook declares one of the name itself. */
  parameters: z.record(parameterName, parameter),
  /** Bits of text that differ between runbooks, with what stands there if nothing is said. */
  words: z.record(parameterName, z.string()).optional(),
  step: step.omit({ number: true }),
});
export type Fragment = z.infer<typeof fragment>;

/** Steps under one number. With `each`, they are carried out wave by wave. */
export const group = z.strictObject({
  group: id,
  number: z.string().regex(/^[0-9]+$/u),
  title: localized,
  text: localized.optional(),
  /** Name of a parameter of type waves. */
  each: parameterName.optional(),
  /** Name of a parameter of type integer: how many users may fail before the next wave does not begin. */
  budget: parameterName.optional(),
  steps: z.array(z.union([use, step])).min(1),
});
export type Group = Omit<z.infer<typeof group>, 'steps'> & { readonly steps: readonly Step[] };

/** One reading of a source. `leaveOut` removes steps, or a whole group, by id. */
const variant = z.strictObject({
  title: localized,
  summary: localized.optional(),
  leaveOut: z.array(id),
  set: z.record(parameterName, z.union([z.string(), z.boolean()])).optional(),
  /** One parameter of the source stands for another here, which is not asked for: `{ newHost: oldHost }`. */
  with: z.record(parameterName, parameterName).optional(),
  /** Counts 1, 2, 3 … in what is left; letters are kept. Default: the numbers as written. */
  numbers: z.literal('consecutive').optional(),
  /** Added to those of the source. */
  assumptions: z.array(localized).optional(),
  advice: z.array(localized).optional(),
});
export type Variant = z.infer<typeof variant>;

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
  /** Named readings of one source: each is a runbook of its own to list, plan and start. */
  variants: z.record(id, variant).optional(),
  steps: z.array(z.union([group, use, step])).min(1),
});
export type WrittenRunbook = z.infer<typeof runbook>;

/** A file with the steps of its fragments in their places. */
export type RunbookSource = Omit<WrittenRunbook, 'steps'> & { readonly steps: readonly (Group | Step)[] };

/** As checked: one variant, flat steps, each with its place in the file. */
export type CheckedStep = Step & {
  readonly group: {
    readonly id: string;
    readonly number: string;
    readonly title: Localized;
    /** The parameter that names the waves, where the group is carried out wave by wave. */
    readonly each?: string;
    readonly budget?: string;
  } | null;
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
