import process from 'node:process';

/** Where a bot kills itself: just before the `nth` call of a port, or when that call has come back. */
export type CrashPoint = {
  readonly port: string;
  readonly nth: number;
  readonly when: 'before' | 'after';
};

/** Counts every call of every port that it is put around, and kills this process at one of them. */
export class Counter {
  readonly counts: Record<string, number> = {};
  readonly #point: CrashPoint | null;
  readonly #seen = new WeakMap<object, object>();

  constructor(point: CrashPoint | null) {
    this.#point = point;
  }

  /**
   * The same object, its methods counted as `<prefix>.<method>`. `through` says what becomes of what a method gives back.
   * One object stays one: the product knows connections by their identity.
   */
  around<Port extends object>(
    prefix: string,
    port: Port,
    through: Readonly<Record<string, (result: object) => object>> = {},
  ): Port {
    const known = this.#seen.get(port);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what was put in under a port is that port
    if (known !== undefined) return known as Port;
    const counted = new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        const call = (...given: readonly unknown[]): unknown => Reflect.apply(value, target, given);
        if (typeof name === 'symbol') return call;
        return this.call(`${prefix}.${name}`, call, through[name]);
      },
    });
    this.#seen.set(port, counted);
    return counted;
  }

  /** One function, counted under this name. What does not answer with a promise is not a call of a port. */
  call(
    name: string,
    call: (...given: readonly unknown[]) => unknown,
    through: (result: object) => object = (result) => result,
  ): (...given: readonly unknown[]) => unknown {
    return (...given) => {
      const nth = (this.counts[name] ?? 0) + 1;
      this.counts[name] = nth;
      const isHere = this.#point?.port === name && this.#point.nth === nth;
      if (isHere && this.#point?.when === 'before') die();
      const result = call(...given);
      if (!(result instanceof Promise)) return result;
      return result.then((value: unknown) => {
        if (isHere) die();
        return value !== null && typeof value === 'object' ? through(value) : value;
      });
    };
  }
}

/** Nothing of this process happens after this: no handler, no write, no goodbye. */
function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal may take a moment to arrive.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}
