import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { stringify } from 'yaml';
import { z } from 'zod';

import { fragmentsBeside } from '#core/runbook/fragment-file.ts';
import { parseYamlFile } from '#core/runbook/positioned-yaml.ts';
import { resolve } from '#core/runbook/resolve.ts';
import { runbook as written } from '#core/runbook/schema.ts';

const operations = z.array(z.looseObject({}));
const step = z.looseObject({
  id: z.string(),
  number: z.string(),
  do: operations,
  verify: operations.default([]),
});
const group = z.looseObject({ number: z.string(), group: z.string(), steps: z.array(step) });
const runbook = z.looseObject({
  parameters: z.record(z.string(), z.unknown()),
  variants: z.record(z.string(), z.looseObject({ leaveOut: z.array(z.string()) })).optional(),
  steps: z.array(z.union([group, step])),
});
const waiting = z.looseObject({ port: z.looseObject({}).optional() });
type Step = z.infer<typeof step>;
type Item = Step | z.infer<typeof group>;
const isStep = (item: Item): item is Step => !('steps' in item);

/** A shipped runbook with its fragments in their places, to be spoilt. Each method complains if there is nothing to spoil. */
export class EditedRunbook {
  /** Below `runbooks/`. */
  readonly path: string;
  readonly #runbook;
  /** Number by id of what was dropped, which texts may still speak of. */
  readonly #dropped = new Map<string, string>();

  constructor(path = 'iplanet/sims-offline.yaml') {
    this.path = path;
    const file = join('runbooks', path);
    const { value, place } = parseYamlFile(file, readFileSync(file, 'utf8'), written);
    const source = value === null ? null : resolve(value, place, fragmentsBeside(file)).source;
    this.#runbook = runbook.parse(JSON.parse(JSON.stringify(source)));
  }

  /** Leaves a step out; its group too, if that is empty then. */
  drop(number: string): this {
    const { list, index, step: found } = this.#find(number);
    this.#dropped.set(found.id, number);
    list.splice(index, 1);
    this.#runbook.steps = this.#runbook.steps.filter((one) => isStep(one) || stepsOf(one).length > 0);
    for (const variant of Object.values(this.#runbook.variants ?? {}))
      variant.leaveOut = variant.leaveOut.filter((id) => id !== found.id);
    return this;
  }

  /** Two steps change places; each place keeps its number. */
  swap(first: string, second: string): this {
    const [a, b] = [this.#find(first), this.#find(second)];
    [a.list[a.index], b.list[b.index]] = [
      { ...b.step, number: first },
      { ...a.step, number: second },
    ];
    return this;
  }

  /** Leaves an operation out, counted from 1. */
  dropOperation(number: string, operation: number): this {
    const { step: found } = this.#find(number);
    if (found.do.splice(operation - 1, 1).length === 0) throw new Error(`${number} has no ${operation}`);
    return this;
  }

  /** Other words, as they stand in JSON, in what a step does or in how it is verified. */
  replace(number: string, from: string, to: string, where: 'do' | 'verify' = 'do'): this {
    const { step: found } = this.#find(number);
    const before = JSON.stringify(found[where]);
    const after = before.replaceAll(from, to);
    if (after === before) throw new Error(`${number} has no "${from}" in ${where}`);
    found[where] = operations.parse(JSON.parse(after));
    return this;
  }

  /** One more operation at the end of what a step does. */
  add(number: string, operation: z.infer<typeof operations>[number]): this {
    this.#find(number).step.do.push(operation);
    return this;
  }

  /** Waits a quarter of a minute for a port, where people would give a server minutes to start. */
  hurry(): this {
    const all = this.#runbook.steps.flatMap((one) => (isStep(one) ? [one] : one.steps));
    for (const one of all)
      one.verify = one.verify.map((operation) => {
        const { port } = waiting.parse(operation);
        return port === undefined ? operation : { ...operation, port: { ...port, timeoutMinutes: 0.25 } };
      });
    return this;
  }

  /** Without the parameters that nothing uses any more: those `check` would find. */
  get text(): string {
    const { parameters, ...rest } = this.#runbook;
    const used = Object.entries(parameters).filter(([name]) =>
      new RegExp(`\\b${name}\\b`, 'u').test(JSON.stringify(rest)),
    );
    const text = stringify({ ...rest, parameters: Object.fromEntries(used) }, { lineWidth: 0 });
    return [...this.#dropped].reduce((all, [id, number]) => all.replaceAll(`{{step ${id}}}`, number), text);
  }

  /** By number, or by id where variants share a number. */
  #find(number: string): { readonly list: Item[]; readonly index: number; readonly step: Step } {
    const { steps } = this.#runbook;
    for (const list of [steps, ...steps.map(stepsOf)]) {
      const index = list.findIndex((one) => isStep(one) && [one.number, one.id].includes(number));
      const found = list[index];
      if (found !== undefined && isStep(found)) return { list, index, step: found };
    }
    throw new Error(`there is no step ${number}`);
  }
}

/** Those of a group. */
const stepsOf = (item: Item): Item[] => (isStep(item) ? [] : item.steps);

/** A folder of runbooks that holds this one alone. */
export class RunbookFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'watari-runbooks-'));

  constructor({ path, text }: Pick<EditedRunbook, 'path' | 'text'>) {
    mkdirSync(join(this.path, dirname(path)));
    writeFileSync(join(this.path, path), text);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}
