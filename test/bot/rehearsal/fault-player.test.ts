import { describe, expect, test } from 'vitest';

import { type FaultMoment, faultPlayer, faultsOf } from '#bot/rehearsal/fault-player.ts';
import type { LabProcess } from '#bot/rehearsal/lab-process.ts';
import { failed, type Story, succeeded } from '#test/core/run/given.ts';

import { LAB, PHASES, plan, viewOf } from '../messages/night.ts';

/** A lab that writes down what it is told, in one list with what is said of faults. */
class Theatre {
  readonly heard: string[] = [];
  readonly #watch: ReturnType<typeof faultPlayer>;

  constructor(faults: string, isAlive = true) {
    const lab: LabProcess = {
      name: 'night',
      dir: '',
      site: '',
      tell: async (line) => void this.heard.push(line),
      ask: async () => isAlive,
      close: async () => undefined,
    };
    const read = faultsOf(faults, plan);
    if (read.kind !== 'read') throw new Error(`not read: ${read.found}`);
    const say = ({ at, fault }: FaultMoment) => void this.heard.push(`${fault.name} ${at}`);
    this.#watch = faultPlayer(lab, plan, read.faults, say);
  }

  async play(...stories: readonly Story[]): Promise<string[]> {
    for (const story of stories) await this.#watch(viewOf(story));
    return this.heard;
  }
}

const standing = (name: string): Story => PHASES[name]?.story(LAB) ?? expect.fail(name);
const waiting = standing('waiting for approval');
const claimed = standing('approved').claim('c1');
const begun = claimed.begin('do.1');

describe('a fault', () => {
  test('that is set beforehand strikes as its operation begins, not before', async () => {
    const theatre = new Theatre('cut-after-exec@2.2');
    expect(await theatre.play(waiting, begun)).toEqual(['ssh-fault mail after-exec do.2']);
    const second = begun.end('do.1', succeeded, 'c1').begin('do.2');
    expect((await theatre.play(second)).slice(1)).toEqual(['cut-after-exec strikes']);
  });

  test('is put right once it was seen to strike, and both are said', async () => {
    const theatre = new Theatre('disk-full@2');
    expect(await theatre.play(waiting, begun, begun.end('do.1', failed, 'c1'))).toEqual([
      'fill-disk mail',
      'disk-full strikes',
      'free-disk mail',
      'disk-full put-right',
    ]);
  });

  test('strikes while the job is alive', async () => {
    expect(await new Theatre('power-cut@2').play(waiting, begun)).toEqual([
      'power-cut mail',
      'power-cut strikes',
      'boot mail',
      'power-cut put-right',
    ]);
  });

  test('that found its job ended came too late, which is said once', async () => {
    expect(await new Theatre('power-cut@2', false).play(waiting, begun, standing('failed'))).toEqual([
      'power-cut missed',
    ]);
  });

  test('of a step that is over by then has struck, where nobody looked meanwhile', async () => {
    expect(await new Theatre('cut-after-exec@2').play(waiting, standing('one of two approvals'))).toEqual([
      'ssh-fault mail after-exec do.1',
      'cut-after-exec strikes',
    ]);
  });

  test('of a step that was skipped has not struck', async () => {
    expect(await new Theatre('cut-after-exec@2').play(waiting, standing('skipped'))).toEqual([
      'ssh-fault mail after-exec do.1',
    ]);
  });
});
