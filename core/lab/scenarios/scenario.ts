import type { Difference } from '../difference.ts';
import type { Account } from '../hosts/root.ts';

export const DIRECTORY_MANAGER = 'cn=Directory Manager';

/** The only mailbox-server account of the guides' commands (`chown mailsrv`, `su mailsrv`). */
export const MAIL_SERVER_USER: Account = {
  name: 'mailsrv',
  uid: 500,
  home: '/home/mailsrv',
  shell: '/bin/sh',
};

export type ScenarioHost = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly accounts: readonly Account[];
  /** For the inventory: put in front of PATH. */
  readonly path: readonly string[];
  /** For the inventory: what its text files are written in. Default UTF-8. */
  readonly encoding?: 'euc-jp' | 'shift_jis';
  /** Ports of the host's own loopback that reach a directory (its `host:port` name). */
  readonly reaches: Readonly<Record<number, string>>;
  /** Fills a root that is new. `managerPassword` is the directory manager's. */
  readonly install: (root: string, managerPassword: string) => void;
};

/** How the inventory maps a site operation, with the probe that proves it. */
export type SiteCommand = {
  /** Where the runbook names no host. */
  readonly on?: string;
  readonly run: string;
  readonly timeoutMinutes: number;
  readonly verify?: {
    readonly run: string;
    /** Ask again, for `timeoutMinutes`. */
    readonly everySeconds?: number;
    readonly timeoutMinutes?: number;
  };
};

/** What is rehearsed: hosts, directories and data as they are on the evening before the migration. */
export type Scenario = {
  readonly hosts: readonly ScenarioHost[];
  /** By `host:port`. */
  readonly directories: Readonly<Record<string, { readonly ldif: string }>>;
  /** Fills, once, the folder that all hosts see; a file `world/zone` in it is what the lab's DNS server answers from. */
  readonly fillNetwork?: (folder: string) => void;
  /** The mail that is being delivered on the host with this root: what has to be waited for before mail is compared. */
  readonly underWay?: (root: string) => readonly string[];
  /** The inventory's mapping of site operations. */
  readonly operations: Readonly<Record<string, SiteCommand>>;
  /** Values of parameters that neither the runbook's `lab:` nor its examples give. */
  readonly values: Readonly<Record<string, unknown>>;
};

/** `full` is what a rehearsal shows; `small` has every hard case too, and is for tests that run many of them. */
export const SIZES = ['full', 'small'] as const;
export type Size = (typeof SIZES)[number];

/** Makes the data of a lab: the same seed and size, the same bytes. */
export type Making = { readonly seed: number; readonly size: Size };

/** A lab after its run, its directories being exported. */
export type EndedLab = Making & {
  readonly dir: string;
  /** Values that the run was given beside the scenario's own. */
  readonly chosen: Readonly<Record<string, string>>;
};

/** One runbook's lab: how it begins, and what is not as it should be when it has ended. Each stands in a file of its own here. */
export type LabScenario = {
  readonly make: (making: Making) => Scenario;
  readonly compare: (lab: EndedLab) => readonly Difference[];
};
