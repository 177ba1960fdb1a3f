import { type ReactNode, useId } from 'react';

import type { PageParameter } from '../../page-data.ts';
import { useSay } from '../site/language.ts';
import { Inline } from '../site/markdown.tsx';
import { words } from '../site/words.ts';

type Props = {
  /** With the value that the page was built for. */
  readonly example: PageParameter;
  /** As the page stands now. */
  readonly current: PageParameter;
  readonly typed: string;
  readonly problem: string | null;
  readonly change: (value: string) => void;
};

/** One parameter: its name, what it is for, a field of its type, and what is wrong with what stands there. */
export function Field(props: Props): ReactNode {
  const { example, current, typed, problem } = props;
  const id = useId();
  const help = `${id}-help`;
  const wrong = `${id}-wrong`;
  const described = [...(example.help === null ? [] : [help]), ...(problem === null ? [] : [wrong])];
  return (
    <div className="field" data-parameter={example.name} data-changed={typed !== ''}>
      <label htmlFor={id}>
        {example.title} <code>{example.name}</code>
      </label>
      {/* On paper and without JavaScript, where nothing can be typed. */}
      <p className="field__value">{current.shown}</p>
      <Input {...props} id={id} describedBy={described.length === 0 ? undefined : described.join(' ')} />
      <p className="field__problem" id={wrong} aria-live="polite">
        {problem}
      </p>
      {example.help !== null && (
        <p className="field__help" id={help}>
          <Inline text={example.help} />
        </p>
      )}
    </div>
  );
}

type InputProps = Props & { readonly id: string; readonly describedBy: string | undefined };

function Input(props: InputProps) {
  const { example, typed, problem, change, id, describedBy } = props;
  const text = {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': problem !== null,
    className: 'field__input with-script',
    spellCheck: false,
    autoCapitalize: 'off',
    autoComplete: 'off',
    value: typed,
    placeholder: example.value,
  };
  if (example.type === 'choice' || example.type === 'flag') return <Choice {...props} />;
  if (example.type === 'users')
    return <textarea {...text} rows={3} onChange={({ target }) => change(target.value)} />;
  return (
    <input
      {...text}
      type="text"
      inputMode={example.type === 'port' || example.type === 'integer' ? 'numeric' : 'text'}
      onChange={({ target }) => change(target.value)}
    />
  );
}

function Choice({ example, typed, problem, change, id, describedBy }: InputProps) {
  const say = useSay();
  const flags = [
    { value: 'true', title: say(words.yes) },
    { value: 'false', title: say(words.no) },
  ];
  return (
    <select
      id={id}
      aria-describedby={describedBy}
      aria-invalid={problem !== null}
      className="field__input with-script"
      value={typed === '' ? example.value : typed}
      // The example's own choice is what stands there anyway: an address without it is shorter, and as true.
      onChange={({ target }) => change(target.value === example.value ? '' : target.value)}
    >
      {(example.type === 'flag' ? flags : example.choices).map(({ value, title }) => (
        <option key={value} value={value}>
          {title}
        </option>
      ))}
    </select>
  );
}
