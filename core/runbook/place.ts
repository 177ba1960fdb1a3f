import { type Document, type Node, isAlias, isMap, isScalar, isSeq } from 'yaml';

import type { Path } from './path.ts';

/**
 * The 1-based line on which the value at `path` begins, by its key where it has one; of the nearest thing around it
 * that is there, where it is missing.
 */
export function lineOf(document: Document, path: Path, offsetToLine: (offset: number) => number): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    const inner = resolved(node, document);
    if (isMap(inner)) {
      const pair = inner.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(inner) && typeof key === 'number') {
      const item = inner.items[key];
      if (item === undefined) break;
      offset = startOf(item) ?? offset;
      node = item;
    } else break;
  }
  return offsetToLine(offset);
}

const resolved = (node: unknown, document: Document): unknown =>
  isAlias(node) ? node.resolve(document) : node;

const startOf = (node: unknown): number | undefined => {
  const { range } = (typeof node === 'object' && node !== null ? node : {}) as Partial<Node>;
  return range?.[0];
};
