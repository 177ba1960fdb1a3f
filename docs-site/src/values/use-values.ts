import { useHistory, useLocation } from '@docusaurus/router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import type { PageData, PageView } from '../../page-data.ts';
import { valuesIn, whatToDo, withValues } from './in-address.ts';
import { type Readable, readable } from './readable.ts';

/** A page of commands is redrawn when the reader pauses, not at every letter. */
const PAUSE_MS = 120;

type Typed = Readonly<Record<string, string>>;

/** `view`: the page as it stands now, for the guide's examples, or for those of the reader's values that can stand. */
export type Values = Readable & {
  /** The page as it was built. */
  readonly examples: PageView;
  readonly data: PageData;
  /** As typed, by parameter. */
  readonly typed: Typed;
  /** The values of the address are drawn: the page above a step is longer than it was built. */
  readonly drawnFromAddress: boolean;
  /** The address held a secret: it was taken out of it, and used for nothing. */
  readonly secretDropped: boolean;
  readonly change: (name: string, value: string) => void;
  readonly reset: () => void;
};

/** The page for the reader's values, which stand in the address and nowhere else: both always say the same. */
export function useValues(data: PageData): Values {
  const history = useHistory();
  const { pathname, search } = useLocation();
  const examples = useMemo(() => readable(data, {}).view, [data]);
  const [typed, setTyped] = useState<Typed>({});
  const [shown, setShown] = useState<Readable>({ view: examples, problems: [] });
  const [secretDropped, setSecretDropped] = useState(false);
  const [drawnFromAddress, setDrawnFromAddress] = useState(false);
  const [pending, setPending] = useState<Typed | null>(null);
  /** The values that address and page stand for. */
  const stands = useRef<Typed>({});

  const draw = useCallback(
    (values: Typed): void => {
      const { location } = history;
      // The reader has turned to another page, which is still being fetched.
      if (location.pathname !== pathname) return;
      stands.current = values;
      const wanted = withValues(location.search, values);
      if (wanted !== location.search) history.replace({ pathname, search: wanted, hash: location.hash });
      setShown(readable(data, values));
    },
    [data, history, pathname],
  );

  // Read in the browser alone: whoever built the page knew nothing of its address.
  useEffect(() => {
    const given = valuesIn(search);
    const isBackOrForward = history.action === 'POP';
    const todo = whatToDo({ given, stands: stands.current, isBackOrForward });
    if (todo === 'put-back') draw(stands.current);
    if (todo !== 'read') return;
    const { parameters } = examples;
    const asked = new Set(parameters.filter((one) => one.asked).map(({ name }) => name));
    const usable = Object.fromEntries(Object.entries(given).filter(([name]) => asked.has(name)));
    setSecretDropped(parameters.some(({ name, type }) => type === 'secret' && (given[name] ?? '') !== ''));
    setTyped(usable);
    setPending(null);
    draw(usable);
    setDrawnFromAddress(true);
  }, [draw, examples, history, search]);

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
