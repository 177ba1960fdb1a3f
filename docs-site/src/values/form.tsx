import type { ReactNode } from 'react';

import { useRunbook } from '../runbook/runbook-context.ts';
import { useSay } from '../site/language.ts';
import { words } from '../site/words.ts';
import { Field } from './field.tsx';
import { fieldGroups } from './fields.ts';
import { ShareValues } from './share.tsx';

/** The runbook's parameters as a form. What is typed rewrites every command of the page, and stands in its address. */
export function ValuesForm(): ReactNode {
  const say = useSay();
  const { examples, view, typed, problems, change, reset } = useRunbook();
  const currentOf = new Map(view.parameters.map((one) => [one.name, one]));
  const problemOf = new Map(problems.map(({ name, sentence }) => [name, sentence]));
  const changed = Object.values(typed).filter((value) => value !== '').length;
  return (
    <form className="values" onSubmit={(event) => event.preventDefault()}>
      {fieldGroups(examples.parameters).map(({ group, fields }) => (
        <fieldset key={group}>
          <legend>{say(words.groups[group])}</legend>
          {fields.map((example) => (
            <Field
              key={example.name}
              example={example}
              current={currentOf.get(example.name) ?? example}
              typed={typed[example.name] ?? ''}
              problem={problemOf.get(example.name) ?? null}
              change={(value) => change(example.name, value)}
            />
          ))}
        </fieldset>
      ))}
      <NotAsked />
      <div className="values__foot with-script">
        <p role="status" className="values__standing">
          <Standing changed={changed} />
        </p>
        <button type="button" className="plain-button" disabled={changed === 0} onClick={reset}>
          {say(words.reset)}
        </button>
      </div>
      <ShareValues />
    </form>
  );
}

/** What has no field, and why. */
function NotAsked() {
  const say = useSay();
  const { parameters } = useRunbook().examples;
  const titles = (isSecret: boolean): string =>
    parameters
      .filter(({ asked, type }) => !asked && (type === 'secret') === isSecret)
      .map(({ title }) => title)
      .join(say(words.comma));
  const [secrets, kept] = [titles(true), titles(false)];
  return (
    <div className="values__aside">
      {secrets !== '' && (
        <p>
          {say(words.secrets)}
          {say(words.colon)}
          {secrets}
          {say(words.stop)} {say(words.noSecrets)}
        </p>
      )}
      {kept !== '' && (
        <p>
          {say(words.keptExamples)}
          {say(words.colon)}
          {kept}
        </p>
      )}
    </div>
  );
}

/** Said aloud whenever it changes. */
function Standing({ changed }: { readonly changed: number }) {
  const say = useSay();
  const { view, problems } = useRunbook();
  const general = problems.filter(({ name }) => name === null).map(({ sentence }) => sentence);
  if (problems.length > 0) return [say(words.cannotStand(problems.length)), ...general].join(' ');
  if (changed === 0) return say(words.standsForExamples);
  const left = view.steps.filter(({ applies }) => !applies).map(({ number }) => number);
  return [
    say(words.standsForYours(changed)),
    ...(left.length === 0 ? [] : [say(words.leftOutSteps(left))]),
  ].join(' ');
}
