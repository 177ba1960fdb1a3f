import { useHistory } from '@docusaurus/router';
import { useCallback, useEffect, useMemo, useState } from 'react';

import { type PageData, type PageProblem, type PageView, readPage } from '../../page-data.ts';
import { valuesIn, withValues } from './in-address.ts';

/** A page of commands is redrawn when the reader pauses, not at every letter. */
const PAUSE_MS = 120;

type Typed = Readonly<Record<string, string>>;

export type Values = {
  /** The page as it was built. */
  readonly examples: PageView;
  readonly data: PageData;
  /** The page as it stands now: for the guide's examples, or for those of the reader's values that can stand. */
  readonly view: PageView;
  /** As typed, by parameter. */
  readonly typed: Typed;
  readonly problems: readonly PageProblem[];
  /** The values of the address are drawn: the page above a step is longer than it was built. */
  readonly drawnFromAddress: boolean;
  /** The address held a secret: it was taken out of it, and used for nothing. */
  readonly secretDropped: boolean;
  readonly change: (name: string, value: string) => void;
  readonly reset: () => void;
};

/** The page for the reader's values, which stand in the address and nowhere else. */
export function useValues(data: PageData): Values {
  const history = useHistory();
  const examples = useMemo(() => exampleView(data), [data]);
  const [typed, setTyped] = useState<Typed>({});
  const [shown, setShown] = useState<{ readonly view: PageView; readonly problems: readonly PageProblem[] }>({
    view: examples,
    problems: [],
  });
  const [secretDropped, setSecretDropped] = useState(false);
  const [drawnFromAddress, setDrawnFromAddress] = useState(false);

  const draw = useCallback(
    (values: Typed): void => {
      const { pathname, search, hash } = history.location;
      const wanted = withValues(search, values);
      if (wanted !== search) history.replace({ pathname, search: wanted, hash });
      const { view, problems } = readable(data, values);
      setShown((before) => ({ view: view ?? before.view, problems }));
    },
    [data, history],
  );

  // The address is read once, in the browser: whoever built the page knew nothing of it.
  useEffect(() => {
    const given = valuesIn(globalThis.location.search);
    if (Object.keys(given).length === 0) return;
    const { parameters } = examples;
    const asked = new Set(parameters.filter((one) => one.asked).map(({ name }) => name));
    const usable = Object.fromEntries(Object.entries(given).filter(([name]) => asked.has(name)));
    setSecretDropped(parameters.some(({ name, type }) => type === 'secret' && (given[name] ?? '') !== ''));
    setTyped(usable);
    draw(usable);
    setDrawnFromAddress(true);
  }, [draw, examples]);

  const [pending, setPending] = useState<Typed | null>(null);
  useEffect(() => {
    if (pending === null) return undefined;
    const timer = setTimeout(() => draw(pending), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [pending, draw]);

  const put = (values: Typed): void => {
    setTyped(values);
    setPending(values);
  };
  return {
    data,
    examples,
    ...shown,
    typed,
    drawnFromAddress,
    secretDropped,
    change: (name, value) => put({ ...typed, [name]: value }),
    reset: () => put({}),
  };
}

/** The page for the values that can stand; what cannot is named, and its example stays. */
function readable(
  data: PageData,
  values: Typed,
): { view: PageView | null; problems: readonly PageProblem[] } {
  const reading = readPage(data, values);
  if (reading.kind === 'view') return { view: reading.view, problems: [] };
  const { problems } = reading;
  const wrong = new Set(problems.map(({ name }) => name));
  const right = Object.entries(values).filter(([name]) => !wrong.has(name));
  const rest =
    right.length < Object.keys(values).length ? readPage(data, Object.fromEntries(right)) : reading;
  return { view: rest.kind === 'view' ? rest.view : null, problems };
}

function exampleView(data: PageData): PageView {
  const reading = readPage(data, {});
  if (reading.kind === 'view') return reading.view;
  throw new Error(
    `${data.runbook.id} cannot be planned with its examples: ${reading.problems.map(({ sentence }) => sentence).join(' ')}`,
  );
}
