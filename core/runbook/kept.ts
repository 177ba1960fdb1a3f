/**
 * What was made of a file's text, kept while the text is the same: a bot lists and plans again and again, and would read
 * the same YAML each time for half a second. What is kept is shared, so nobody may change it.
 */
export class Kept<Made> {
  readonly #files = new Map<string, { readonly text: string; readonly made: Made }>();

  of(file: string, text: string, make: () => Made): Made {
    const known = this.#files.get(file);
    if (known?.text === text) return known.made;
    const made = make();
    this.#files.set(file, { text, made });
    return made;
  }
}
