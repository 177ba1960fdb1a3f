import type { ReactNode } from 'react';

import type { PageOperation } from '../../page-data.ts';
import { useSay } from '../site/language.ts';
import { Inline } from '../site/markdown.tsx';
import { words } from '../site/words.ts';
import { Command } from './command.tsx';

/** What a person could type. The others are Watari's own: a port that it tries, two outputs that it compares. */
const TYPED: ReadonlySet<PageOperation['verb']> = new Set(['ssh', 'wait', 'stream', 'site', 'ldap']);

/** Operations in their order, each with the host above its command; on paper, with a box to tick. */
export function Operations({
  operations,
  ticks,
}: {
  readonly operations: readonly PageOperation[];
  readonly ticks: boolean;
}): ReactNode {
  if (operations.length === 0) return null;
  return (
    <ol className="operations">
      {operations.map((operation) => (
        <li key={operation.id} className="operation" data-operation={operation.id}>
          {ticks && <span className="tick" aria-hidden="true" />}
          <Operation operation={operation} />
        </li>
      ))}
    </ol>
  );
}

function Operation({ operation }: { readonly operation: PageOperation }) {
  const say = useSay();
  const { note, command, ask, named, expected, prompts, input, retry, facts } = operation;
  return (
    <div className="operation__body">
      {note !== null && (
        <p className="operation__note">
          <Inline text={note} />
        </p>
      )}
      <Where operation={operation} />
      {named !== null && (
        <p className="operation__note">
          <Inline text={say(words.named(named))} />
        </p>
      )}
      {ask !== null && (
        <div className="by-hand">
          <p>
            <strong>{say(words.byHand)}</strong>
            {say(words.colon)}
            <Inline text={ask} />
          </p>
        </div>
      )}
      {command !== null && <Command text={command} copies={TYPED.has(operation.verb)} />}
      {input !== null && <Printed title={say(words.input)} text={input} />}
      {retry !== null && retry !== command && <Printed title={say(words.retry)} text={retry} />}
      {prompts.length > 0 && <Prompts prompts={prompts} />}
      {(expected !== null || facts.length > 0) && (
        <p className="operation__expected">
          {expected !== null && (
            <span>
              {say(words.expected)}
              {say(words.colon)}
              {expected}
            </span>
          )}
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
      )}
    </div>
  );
}

function Printed({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className="operation__input">
      {title}
      <pre>{text}</pre>
    </div>
  );
}

function Where({ operation: { place, as } }: { readonly operation: PageOperation }) {
  const say = useSay();
  if (place === null) return null;
  return (
    <p className="operation__where">
      <span className="for-ears">
        {say(words.place)}
        {say(words.colon)}
      </span>
      <span className="place">{place}</span>
      {as !== null && (
        <span>
          {say(words.as)} <code>{as}</code>
        </span>
      )}
    </p>
  );
}

function Prompts({ prompts }: { readonly prompts: PageOperation['prompts'] }) {
  const say = useSay();
  return (
    <table className="prompts">
      <thead>
        <tr>
          <th scope="col">{say(words.prompts)}</th>
          <th scope="col">{say(words.answer)}</th>
        </tr>
      </thead>
      <tbody>
        {prompts.map(({ asks, answer }) => (
          <tr key={`${asks} ${answer}`}>
            <td>{asks}</td>
            <td>
              <code>{answer}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
