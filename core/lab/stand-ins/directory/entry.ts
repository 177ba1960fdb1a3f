/** A directory entry with its attributes in order. Values are byte strings (latin1), so that nothing is lost on the way. */
export class Entry {
  readonly dn: string;
  readonly #attributes = new Map<string, { name: string; values: readonly string[] }>();

  constructor(dn: string) {
    this.dn = dn;
  }

  get(name: string): readonly string[] {
    return this.#attributes.get(name.toLowerCase())?.values ?? [];
  }

  /** The first value, or nothing. */
  first(name: string): string | undefined {
    return this.get(name)[0];
  }

  names(): string[] {
    return [...this.#attributes.values()].map(({ name }) => name);
  }

  set(name: string, values: readonly string[]): void {
    const key = name.toLowerCase();
    const known = this.#attributes.get(key)?.name ?? name;
    if (values.length === 0) this.#attributes.delete(key);
    else this.#attributes.set(key, { name: known, values });
  }

  /** Adds the values that are not there, ignoring case. */
  add(name: string, ...values: readonly string[]): void {
    const present = this.get(name);
    const lower = new Set(present.map((value) => value.toLowerCase()));
    const missing = values.filter((value) => !lower.has(value.toLowerCase()));
    this.set(name, [...present, ...missing]);
  }

  /** Moves the values under another name, beside what stands there. */
  rename(from: string, to: string, change: (value: string) => string = (value) => value): void {
    this.add(to, ...this.get(from).map(change));
    this.set(from, []);
  }

  isA(objectClass: string): boolean {
    return this.get('objectClass').some((value) => value.toLowerCase() === objectClass.toLowerCase());
  }

  copy(): Entry {
    const copy = new Entry(this.dn);
    for (const { name, values } of this.#attributes.values()) copy.set(name, values);
    return copy;
  }
}
