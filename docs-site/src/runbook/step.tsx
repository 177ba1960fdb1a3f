import { type ReactNode, useId } from 'react';

import type { PageStep } from '../../page-data.ts';
import { useSay } from '../site/language.ts';
import { Inline, Markdown } from '../site/markdown.tsx';
import { words } from '../site/words.ts';
import { shortNumber } from './lanes.ts';
import { RiskMark, WarningMark } from './marks.tsx';
import { Operations } from './operations.tsx';
import { useRunbook } from './runbook-context.ts';
import { StepNumber } from './step-heading.tsx';

/** A step of the page: its heading comes from the page's Markdown, everything else from the plan as it stands now. */
export function Step({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactNode {
  const { data, view, named } = useRunbook();
  const step = view.steps.find(({ anchor }) => anchor === id);
  if (step === undefined) throw new Error(`no step ${id} in ${data.runbook.id}`);
  return (
    <section
      className="step"
      data-step={step.id}
      data-risk={step.risk}
      data-applies={step.applies}
      data-named={named === id}
      aria-labelledby={id}
    >
      <span className="tick tick--step" aria-hidden="true" />
      {/* Beside what it is about, not in a box of its own: search takes what follows for its text. */}
      <StepNumber value={shortNumber(step)}>{children}</StepNumber>
      <Facts step={step} />
      <Reason step={step} />
      <div className="step__text">
        <Markdown text={step.text} />
      </div>
      <Warnings texts={step.warnings} />
      <Parts step={step} />
      <DoneBy />
    </section>
  );
}

function Facts({ step }: { readonly step: PageStep }) {
  const say = useSay();
  return (
    <ul className="facts">
      <li>
        <span className="risk">
          <RiskMark risk={step.risk} />
          <span className="for-ears">
            {say(words.risk)}
            {say(words.colon)}
          </span>
          {step.riskName}
        </span>
      </li>
      <li>{say(words.approvals(step.approvals))}</li>
      {step.wave !== null && (
        <li>
          {say(words.wave)} <code>{step.wave}</code>
        </li>
      )}
      {step.services.map(({ id, name, change }) => (
        <li key={id} className="service-change" data-change={change}>
          {change === 'down' ? '▼' : '▲'} {name} {say(change === 'down' ? words.goesDown : words.comesBack)}
        </li>
      ))}
      <li className="hash" title={say(words.hash)}>
        <span className="for-ears">
          {say(words.hash)}
          {say(words.colon)}
        </span>
        {step.stepHash}
      </li>
    </ul>
  );
}

/** Why a step applies or not; a step that always applies says nothing. */
function Reason({ step }: { readonly step: PageStep }) {
  const say = useSay();
  if (step.condition === null) return null;
  return (
    <p className="because">
      {!step.applies && <strong>{say(words.leftOut)} </strong>}
      {step.condition}
    </p>
  );
}

function Warnings({ texts }: { readonly texts: readonly string[] }) {
  const say = useSay();
  return texts.map((text) => (
    <div key={text} className="warning" role="note">
      <WarningMark />
      <p>
        <strong className="warning__word">{say(words.warning)}</strong> <Inline text={text} />
      </p>
    </div>
  ));
}

function Parts({ step }: { readonly step: PageStep }) {
  const say = useSay();
  return (
    <>
      <Part name="do" title={say(words.carriesOut)}>
        <Operations operations={step.operations} ticks />
      </Part>
      <Part name="verify" title={say(words.verification)}>
        {step.unverifiable !== null && (
          <p className="part__none">
            {say(words.unverifiable)}
            {say(words.colon)}
            <Inline text={step.unverifiable} />
          </p>
        )}
        <Operations operations={step.verify} ticks />
      </Part>
      {step.undo.length === 0 ? null : (
        <details className="part part--undo">
          <summary>{say(words.undo)}</summary>
          <Operations operations={step.undo} ticks={false} />
        </details>
      )}
      {step.notes.length === 0 ? null : <Notes texts={step.notes} />}
    </>
  );
}

function Part({
  name,
  title,
  children,
}: {
  readonly name: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <div className={`part part--${name}`} role="group" aria-labelledby={id}>
      <p className="part__title" id={id}>
        {title}
      </p>
      {children}
    </div>
  );
}

/** What the guide says otherwise, and why: read the week before, folded at night. */
function Notes({ texts }: { readonly texts: readonly string[] }) {
  const say = useSay();
  return (
    <details className="part part--notes">
      <summary>{say(words.notes(texts.length))}</summary>
      <ul>
        {texts.map((text) => (
          <li key={text}>
            <Inline text={text} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** On paper: who did it, and when. */
function DoneBy() {
  const say = useSay();
  return (
    <p className="done-by" aria-hidden="true">
      <span>{say(words.doneBy)}</span>
      <span>{say(words.doneAt)}</span>
    </p>
  );
}
