import assert from 'node:assert/strict';

import {
  type Actor,
  type Asks,
  type Decision,
  type FrozenPlan,
  type FrozenStep,
  type OpenRun,
  type Outcome,
  type Question,
  type RefusalCode,
  type RunCommand,
  type RunEvent,
  type RunState,
  type Unchanged,
  decide,
  evolve,
  fold,
  initialState,
} from '#core/run/index.ts';

import { aiko, at, ben, chie, planOf, request, startRun, steps, succeeded } from './cast.ts';

export * from './cast.ts';

/** What a story is told with. Each returns the story after it; a command that is not accepted fails the test. */
export class Story {
  readonly events: readonly RunEvent[];
  readonly state: RunState;
  constructor(events: readonly RunEvent[]) {
    this.events = events;
    this.state = fold(events, initialState);
  }

  get run(): OpenRun {
    if (this.state.status !== 'open') throw new Error(`the story ended: ${this.state.status}`);
    return this.state;
  }

  /** The open question, or the one that is carried out or lost. */
  get question(): Question {
    const { asked, phase } = this.run;
    if (asked !== null) return asked.question;
    if (phase.at === 'running' || phase.at === 'lost') return phase.question;
    throw new Error('no question is open');
  }

  after(...commands: readonly RunCommand[]): Story {
    let events = this.events;
    let state = this.state;
    for (const command of commands) {
      const decision = decide(command, state);
      if (decision.kind !== 'accepted')
        throw new Error(`${command.type} was not accepted: ${JSON.stringify(decision)}`);
      events = [...events, ...decision.events];
      state = decision.events.reduce(evolve, state);
    }
    return new Story(events);
  }

  ask(who: Actor = aiko, asks: Asks = 'carry-out', retry = false): Story {
    return this.after(request(asks, who, { retry }));
  }

  approve(...people: readonly Actor[]): Story {
    return people.reduce<Story>(
      (story, who) => story.after({ type: 'ApproveStep', question: story.question, by: who, at }),
      this,
    );
  }

  claim(claim = 'c1', when = at): Story {
    return this.after({
      type: 'StartStep',
      question: this.question,
      claim,
      shown: this.question.shown,
      at: when,
    });
  }

  begin(id = 'do.1', claim = 'c1'): Story {
    return this.after({ type: 'StartOperation', claim, operation: id, jobs: [`${claim}.${id}`], at });
  }

  end(id = 'do.1', outcome: Outcome = succeeded, claim = 'c1', when = at): Story {
    return this.after({ type: 'EndOperation', claim, operation: id, outcome, at: when });
  }

  /** Begins and ends operations in order. */
  carryOut(ids: readonly string[], claim = 'c1'): Story {
    return ids.reduce<Story>((story, id) => story.begin(id, claim).end(id, succeeded, claim), this);
  }

  when(command: RunCommand): Then {
    return new Then(decide(command, this.state));
  }
}

/** What is expected of one decision: all of it, in order. */
export class Then {
  readonly decision: Decision;
  constructor(decision: Decision) {
    this.decision = decision;
  }

  thenEvents(...events: readonly RunEvent[]): void {
    assert.deepEqual(this.decision, { kind: 'accepted', events });
  }

  thenRefused(code: RefusalCode, values: Readonly<Record<string, string>> = {}): void {
    assert.deepEqual(this.decision, { kind: 'refused', refusal: { code, values } });
  }

  thenUnchanged(because: Unchanged): void {
    assert.deepEqual(this.decision, { kind: 'unchanged', because });
  }
}

export const given = (
  plan: FrozenPlan = planOf(steps.look, steps.stop, steps.tape, steps.move, steps.start),
): Story => new Story([]).after(startRun(plan));
export const givenSteps = (...of: readonly FrozenStep[]): Story => given(planOf(...of));
export const running = (name: keyof typeof steps, ...rest: readonly FrozenStep[]): Story => {
  const approvers = [ben, chie].slice(0, steps[name].approvals);
  return givenSteps(steps[name], ...rest)
    .ask(aiko)
    .approve(...approvers)
    .claim();
};
