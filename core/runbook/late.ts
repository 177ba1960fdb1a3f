/** Where a value goes, and so how it is quoted there. */
export type Place = 'shell' | 'shell-head' | 'plain' | 'dn' | 'filter' | 'expression';

// Unicode keeps these two for a program's own use: no value may hold them (core/plan refuses them).
const [OPEN, CLOSE] = ['\uFDD0', '\uFDD1'];
const MARK = /\uFDD0([a-z]+\.[a-z]+):([a-z-]+)\uFDD1/gu;
/** What would be mistaken for a mark. */
export const MARKS = /[\uFDD0\uFDD1]/u;

/** Stands in a rendered text for what is known later: who is in a wave is said when it begins, and may change until then. */
export const lateMark = (name: string, place: Place): string => `${OPEN}${name}:${place}${CLOSE}`;

/** The text with every mark replaced. `value` quotes for the place; where it knows nothing, the mark stays. */
export const withoutMarks = (text: string, value: (name: string, place: Place) => string | null): string =>
  text.replaceAll(MARK, (mark, name: string, place: string) =>
    isPlace(place) ? (value(name, place) ?? mark) : mark,
  );

const PLACES: readonly string[] = ['shell', 'shell-head', 'plain', 'dn', 'filter', 'expression'];
const isPlace = (text: string): text is Place => PLACES.includes(text);
