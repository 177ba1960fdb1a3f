import assert from 'node:assert/strict';

import {
  type Actor,
  type Asks,
  type Decision,
  type FrozenPlan,
  type FrozenStep,
  type OpenRun,
  type Outcome,
  type ProbeResult,
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

/** People of every test: three who may ask and approve, one who may only ask, one who may only approve, one without a role. */
const person = (name: string, ...roles: Actor['roles'][number][]): Actor => ({
  person: name,
  account: { kind: 'lab', name },
  via: 'rehearsal',
  roles,
});
export const aiko = person('aiko', 'operator', 'approver');
export const ben = person('ben', 'operator', 'approver');
export const chie = person('chie', 'operator', 'approver');
export const emi = person('emi', 'operator');
export const fumio = person('fumio', 'approver');
export const dan = person('dan');
export const by = ({ person: name, account, via }: Actor) => ({ person: name, account, via });

const operation = (id: string, recovery: 'attach' | 'converge' | 'wait' = 'attach', manual = false) => ({
  id,
  verb: manual ? 'manual' : 'ssh',
  recovery,
  manual,
});
export const step = (id: string, number: string, change: Partial<FrozenStep> = {}): FrozenStep => ({
  id,
  number,
  applies: true,
  risk: 'safe',
  approvals: 0,
  service: {},
  operations: [operation('do.1')],
  undo: [],
  verifies: false,
  ...change,
});
const twoOperations = [operation('do.1'), operation('do.2')];
const twoUndos = [operation('undo.1'), operation('undo.2')];
export const steps = {
  look: step('look', '1'),
  stop: step('stop', '2', {
    risk: 'disruptive',
    approvals: 1,
    service: { mail: 'down' },
    operations: twoOperations,
    undo: twoUndos,
    verifies: true,
  }),
  tape: step('tape', '3', { applies: false }),
  move: step('move', '4', { risk: 'irreversible', approvals: 2, undo: twoUndos, operations: twoOperations }),
  start: step('start', '5', {
    risk: 'disruptive',
    approvals: 1,
    service: { mail: 'up' },
    operations: [operation('do.1', 'wait', true), operation('do.2', 'wait')],
    undo: twoUndos,
  }),
  stop2: step('stop2', '6', { risk: 'disruptive', approvals: 1, operations: twoOperations, undo: twoUndos }),
  start2: step('start2', '7', {
    risk: 'disruptive',
    approvals: 1,
    operations: twoOperations,
    undo: twoUndos,
  }),
} as const;
export const planOf = (...of: readonly FrozenStep[]): FrozenPlan => ({
  runbook: 'iplanet/sims-offline',
  planHash: 'plan',
  procedureHash: 'procedure',
  steps: of,
  hosts: ['mail'],
});

export const at = '2026-11-21T01:00:00.000Z';
export const later = '2026-11-21T02:00:00.000Z';
export const succeeded: Outcome = { kind: 'succeeded', evidence: [], detail: 'exit 0' };
export const failed: Outcome = { kind: 'failed', reason: 'exit-status', detail: 'exit 1', evidence: [] };
export const lost: Outcome = {
  kind: 'lost',
  reason: 'job-vanished',
  detail: 'nobody is alive',
  evidence: [],
};
export const probe = (kind: ProbeResult['kind']): ProbeResult => ({
  kind,
  detail: `is ${kind}`,
  evidence: ['e1'],
});

export const startRun = (plan: FrozenPlan, who: Actor = aiko): RunCommand => ({
  type: 'StartRun',
  run: 'sims-0001',
  plan,
  target: { kind: 'site' },
  channel: 'C1',
  by: who,
  at,
});
export const request = (
  asks: Asks,
  who: Actor,
  change: Partial<Extract<RunCommand, { type: 'RequestStep' }>> = {},
): RunCommand => ({
  type: 'RequestStep',
  asks,
  retry: false,
  shown: 's1',
  reason: asks === 'carry-out' || asks === 'resume' ? null : 'because',
  by: who,
  at,
  ...change,
});
export const question = (
  name: string,
  attempt: number,
  asks: Asks = 'carry-out',
  shown = 's1',
): Question => ({
  run: 'sims-0001',
  step: name,
  attempt,
  asks,
  shown,
});

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

/** What is expected of one decision: everything, in order. */
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
/** A run whose current step is the first of these. */
export const givenSteps = (...of: readonly FrozenStep[]): Story => given(planOf(...of));
export const running = (name: keyof typeof steps, ...rest: readonly FrozenStep[]): Story => {
  const approvers = [ben, chie].slice(0, steps[name].approvals);
  return givenSteps(steps[name], ...rest)
    .ask(aiko)
    .approve(...approvers)
    .claim();
};
