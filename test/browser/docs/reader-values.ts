import type { Parameter, Runbook } from '#core/runbook/index.ts';

export type ReaderValues = Readonly<Record<string, string>>;

const other = (parameter: Parameter & { readonly type: 'choice' }, from: 'first' | 'last'): string => {
  const others = parameter.of.filter(({ value }) => value !== parameter.example);
  return (from === 'first' ? others.at(0) : others.at(-1))?.value ?? '';
};

/** A value of its own for each parameter that a page asks for, with quotes and spaces where its type has them. */
export const everyValue = ({ parameters }: Pick<Runbook, 'parameters'>): ReaderValues =>
  valuesOf(parameters, (parameter, name, at) => {
    switch (parameter.type) {
      case 'host':
        return `${name.toLowerCase()}.example.jp`;
      case 'port':
        return String(20_000 + at);
      case 'dn':
        return `ou=${name},o=example.jp`;
      case 'filter':
        return `(uid=${name}*)`;
      case 'path':
        return `/srv/it's here/${name}`;
      case 'text':
        return `${name} "$x"`;
      case 'login':
        return `u${String(at)}`;
      case 'users':
        return 'aoki, baba';
      case 'integer':
        return String(Math.min(parameter.max, parameter.min + 2));
      case 'flag':
        return 'true';
      case 'choice':
        return other(parameter, 'first');
      case 'secret':
      case 'file':
      case 'waves':
        return '';
    }
  });

/** The choices alone, as far from the examples as they go: other steps apply. */
export const otherChoices = ({ parameters }: Pick<Runbook, 'parameters'>): ReaderValues =>
  valuesOf(parameters, (parameter) => {
    if (parameter.type === 'flag') return 'false';
    return parameter.type === 'choice' ? other(parameter, 'last') : '';
  });

const valuesOf = (
  parameters: Runbook['parameters'],
  valueOf: (parameter: Parameter, name: string, at: number) => string,
): ReaderValues =>
  Object.fromEntries(
    Object.entries(parameters)
      .map(([name, parameter], at) => [name, valueOf(parameter, name, at)] as const)
      .filter(([, value]) => value !== ''),
  );
