import type { ReactNode } from 'react';

import { useSay } from '../site/language.ts';
import { words } from '../site/words.ts';
import { type Stop, type Stretch, firstIrreversible, lanesOf } from './lanes.ts';
import { RiskMark } from './marks.tsx';

const WIDTH = 800;
const STOPS_Y = 18;
const PEOPLE_Y = 44;
const LANES_Y = 62;
const LANE = 32;
/** For each mark of who is needed. */
const MARK = 9;
/** As much room as a shape takes at its full size. */
const ROOMY = 36;

const RISKS = ['safe', 'disruptive', 'irreversible'] as const;

type Bar = {
  readonly label: string;
  readonly kind: 'down' | 'final';
  readonly stretches: readonly Stretch[];
};

/**
 * The run at a glance: which steps are risky, who is needed, when what is down, from where there is no way back.
 * Wide screens and paper get the drawing, narrow ones the list that is read aloud everywhere.
 */
export function Timeline({ stops }: { readonly stops: readonly Stop[] }): ReactNode {
  const bars = useBars(stops);
  return (
    <figure className="timeline">
      <Drawing stops={stops} bars={bars} />
      <StopList stops={stops} bars={bars} />
      <Legend stops={stops} />
    </figure>
  );
}

function useBars(stops: readonly Stop[]): readonly Bar[] {
  const say = useSay();
  const final = firstIrreversible(stops);
  const number = (at: number): string => stops[at]?.number ?? '';
  return [
    ...lanesOf(stops).map(({ service, down }): Bar => ({
      kind: 'down',
      stretches: down,
      label: say(
        words.downBetween(
          service,
          down.map(({ from, to }) => `${number(from)}–${number(to)}`).join(say(words.comma)),
        ),
      ),
    })),
    ...(final === null
      ? []
      : [
          {
            kind: 'final' as const,
            stretches: [{ from: final, to: stops.length - 1 }],
            label: say(words.finalFrom(number(final))),
          },
        ]),
  ];
}

function Drawing({ stops, bars }: { readonly stops: readonly Stop[]; readonly bars: readonly Bar[] }) {
  const step = WIDTH / Math.max(stops.length, 1);
  const middle = (at: number): number => step * (at + 0.5);
  const height = LANES_Y + bars.length * LANE + 4;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} className="timeline__drawing" aria-hidden="true">
      <path d={`M${middle(0)} ${STOPS_Y}H${middle(stops.length - 1)}`} className="timeline__way" />
      {stops.map((stop, at) => (
        <a key={stop.anchor} href={`#${stop.anchor}`} tabIndex={-1} data-risk={stop.risk}>
          <title>{`${stop.number} ${stop.title}`}</title>
          <rect x={step * at} y="0" width={step} height={PEOPLE_Y + 10} className="timeline__hit" />
          <StopShape x={middle(at)} size={Math.min(1, step / ROOMY)} stop={stop} />
          <People x={middle(at)} y={PEOPLE_Y} stop={stop} />
        </a>
      ))}
      {bars.map((bar, row) => (
        <g key={bar.label} className={`timeline__bar timeline__bar--${bar.kind}`}>
          <BarLabel bar={bar} step={step} y={LANES_Y + row * LANE + 11} />
          {bar.stretches.map(({ from, to }) => (
            <rect
              key={from}
              x={step * from + 2}
              y={LANES_Y + row * LANE + 16}
              width={step * (to - from + 1) - 4}
              height="9"
              rx="2"
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

/** Stands above its bar, and never runs out of the drawing. */
function BarLabel({ bar, step, y }: { readonly bar: Bar; readonly step: number; readonly y: number }) {
  const [first] = bar.stretches;
  const last = bar.stretches.at(-1);
  if (first === undefined || last === undefined) return null;
  const isLate = step * first.from > WIDTH / 2;
  return (
    <text
      x={isLate ? step * (last.to + 1) - 2 : step * first.from + 2}
      y={y}
      textAnchor={isLate ? 'end' : 'start'}
    >
      {bar.label}
    </text>
  );
}

/** Drawn around its own middle; smaller where there are many, so that neighbours never touch. */
function StopShape({ x, size, stop }: { readonly x: number; readonly size: number; readonly stop: Stop }) {
  return (
    <g className="timeline__stop" transform={`translate(${x} ${STOPS_Y}) scale(${size})`}>
      {stop.risk === 'safe' && <circle r="12" />}
      {stop.risk === 'disruptive' && <path d="M0 -15.5 16 12.5H-16Z" />}
      {stop.risk === 'irreversible' && <path d="M0 -16 16 0 0 16 -16 0Z" />}
      <text
        y={stop.risk === 'disruptive' ? 8 : 4}
        textAnchor="middle"
        className={stop.number.length > 2 ? 'timeline__long' : ''}
      >
        {stop.number}
      </text>
    </g>
  );
}

/** A dot for each approval, an open hand's square where a person does the work. */
function People({ x, y, stop }: { readonly x: number; readonly y: number; readonly stop: Stop }) {
  const left = x - ((marksOf(stop) - 1) * MARK) / 2;
  return (
    <g className="timeline__people">
      {Array.from({ length: stop.approvals }, (_, at) => (
        <circle key={at} cx={left + at * MARK} cy={y} r="3" />
      ))}
      {stop.byHand && <rect x={left + stop.approvals * MARK - 3.5} y={y - 3.5} width="7" height="7" />}
    </g>
  );
}

const marksOf = ({ approvals, byHand }: Stop): number => approvals + (byHand ? 1 : 0);

/** The same beside a title. */
function PeopleInList({ stop }: { readonly stop: Stop }) {
  const width = marksOf(stop) * MARK;
  if (width === 0) return null;
  return (
    <svg viewBox={`0 0 ${width} ${MARK}`} width={width} height={MARK} aria-hidden="true">
      <People x={width / 2} y={MARK / 2} stop={stop} />
    </svg>
  );
}

function StopList({ stops, bars }: { readonly stops: readonly Stop[]; readonly bars: readonly Bar[] }) {
  const say = useSay();
  return (
    <div className="timeline__list">
      <ul>
        {bars.map((bar, index) => (
          <li key={bar.label} className={`timeline__key timeline__key--${bar.kind}`} data-lane={index}>
            {bar.label}
          </li>
        ))}
      </ul>
      <ol>
        {stops.map((stop, at) => (
          <li key={stop.anchor} data-risk={stop.risk}>
            <span className="timeline__lanes" aria-hidden="true">
              {bars.map((bar) => (
                <span
                  key={bar.label}
                  className={isIn(bar, at) ? `timeline__lane timeline__lane--${bar.kind}` : 'timeline__lane'}
                />
              ))}
            </span>
            <RiskMark risk={stop.risk} />
            <a href={`#${stop.anchor}`}>{`${stop.number} ${stop.title}`}</a>
            <PeopleInList stop={stop} />
            <span className="for-ears">
              {[
                stop.riskName,
                say(words.approvals(stop.approvals)),
                ...(stop.byHand ? [say(words.byHand)] : []),
              ].join(say(words.comma))}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

const isIn = ({ stretches }: Bar, at: number): boolean =>
  stretches.some(({ from, to }) => from <= at && at <= to);

function Legend({ stops }: { readonly stops: readonly Stop[] }) {
  const say = useSay();
  const names = new Map(stops.map(({ risk, riskName }) => [risk, riskName]));
  const risks = RISKS.filter((risk) => names.has(risk)).map((risk) => ({ risk, name: names.get(risk) }));
  return (
    <figcaption className="timeline__legend">
      {risks.map(({ risk, name }) => (
        <span key={risk} data-risk={risk}>
          <RiskMark risk={risk} /> {name}
        </span>
      ))}
      <span>
        <svg viewBox="0 0 8 8" aria-hidden="true" className="timeline__people">
          <circle cx="4" cy="4" r="3" />
        </svg>{' '}
        {say(words.oneApproval)}
      </span>
      <span>
        <svg viewBox="0 0 8 8" aria-hidden="true" className="timeline__people">
          <rect x="0.5" y="0.5" width="7" height="7" />
        </svg>{' '}
        {say(words.byHand)}
      </span>
    </figcaption>
  );
}
