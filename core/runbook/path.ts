/** The way to a value inside a document: keys and 0-based positions. */
export type Path = readonly (string | number)[];

/** `steps[2].do[0].ssh.run` */
export const formatPath = (path: Path): string =>
  path
    .map((key, index) => (typeof key === 'number' ? `[${String(key)}]` : index === 0 ? key : `.${key}`))
    .join('');
