import type { Localized } from '../runbook/localized.ts';
import type { Risk } from '../runbook/schema.ts';
import type { PlannedOperation } from './operation.ts';
import type { Wave } from './waves.ts';

/** Lower-case hexadecimal SHA-256 of canonical JSON (keys sorted, no spaces, UTF-8). */
export type Sha256 = string & { readonly __word?: 'Sha256' };

/** A parameter's value as frozen. A secret is a reference, never its value. */
export type PlannedValue =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly secret: SecretReference }
  | { readonly file: string; readonly document: Sha256 }
  | { readonly waves: readonly Wave[] };
/** Where a secret is found at the moment of use. `example` is public text and can never be started. */
export type SecretReference =
  | { readonly from: 'env'; readonly name: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'inventory'; readonly name: string }
  | { readonly from: 'example'; readonly text: string };

export type PlannedStep = {
  readonly id: string;
  /** As the guide numbers it: "4", "9a". */
  readonly number: string;
  readonly group: { readonly id: string; readonly number: string; readonly title: Localized } | null;
  /** The wave that this slot is for. Left out: the step stands once. */
  readonly wave?: string;
  readonly title: Localized;
  readonly text: Localized;
  readonly warnings: readonly Localized[];
  readonly notes: readonly Localized[];
  readonly applies: boolean;
  /** The condition as a sentence, and why it holds or not; a step without condition says that it always applies. */
  readonly because: Localized;
  readonly risk: Risk;
  /** How many people other than the requester must approve carrying it out. */
  readonly approvals: 0 | 1 | 2;
  readonly service: Readonly<Record<string, 'down' | 'up'>>;
  readonly operations: readonly PlannedOperation[];
  readonly verify: readonly PlannedOperation[];
  readonly undo: readonly PlannedOperation[];
  readonly unverifiable: Localized | null;
  /** The step as checked, before values: the same on card and page. */
  readonly stepHash: Sha256;
};

/** A runbook, its parameters and the inventory made concrete. Frozen by `planHash`, which covers all but itself. */
export type Plan = {
  readonly runbook: string;
  readonly title: Localized;
  /** Parameters left out took the guide's example values: to read, never to start. */
  readonly examples: boolean;
  readonly values: Readonly<Record<string, PlannedValue>>;
  /** Hosts of the plan that the inventory knows, with what is needed to reach them. */
  readonly inventory: FrozenInventory;
  readonly steps: readonly PlannedStep[];
  /** The waves of its slots as they were given, in order, with how many users may fail in each. Who is in them the journal says. */
  readonly waves?: readonly (Wave & { readonly budget: number | null })[];
  /** What a rehearsal proves: runbook, variant and parameters that are no hosts. */
  readonly procedureHash: Sha256;
  readonly planHash: Sha256;
  /** What people should know before they start, e.g. a secret in a command's arguments. */
  readonly warnings: readonly Localized[];
};

export type FrozenInventory = {
  readonly lab: string | null;
  readonly hosts: Readonly<Record<string, InventoryHost>>;
  readonly directories: Readonly<Record<string, InventoryDirectory>>;
  readonly secrets: Readonly<Record<string, SecretReference>>;
  /** `address:port` of the DNS servers to ask. Left out: no step asks, or the system's own. */
  readonly dns?: { readonly servers: readonly string[] };
};

/** How to reach a host and what is special about it. */
export type InventoryHost = {
  /** TCP address, or a Unix socket (the lab's way). */
  readonly address: { readonly host: string; readonly port: number } | { readonly socket: string };
  readonly user: string;
  /** Private key: a secret reference, or the ssh-agent. */
  readonly identity: SecretReference | 'agent';
  /** `known_hosts` of the site, or pinned fingerprints (`SHA256:…`). */
  readonly fingerprints: readonly string[];
  /** Directory on a local, persistent disk where jobs live. */
  readonly spool: string;
  /** Put in front of PATH of every command. */
  readonly path: readonly string[];
  readonly encoding: 'utf-8' | 'euc-jp' | 'shift_jis';
  /** Opt-in for hosts as old as Solaris 2.6. */
  readonly legacyAlgorithms: boolean;
  /** How `as` is carried out. */
  readonly become: 'su' | 'sudo' | 'none';
};

export type InventoryDirectory = {
  readonly address: { readonly host: string; readonly port: number } | { readonly socket: string };
  /** `plain` must be said in so many words. */
  readonly tls: 'ldaps' | 'starttls' | 'plain';
  readonly ca: string | null;
};
