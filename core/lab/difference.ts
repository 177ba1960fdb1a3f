/** One thing that is not as it should be after a migration. */
export type Difference = {
  readonly kind:
    /** The old store has it, the new one has not. */
    | 'missing'
    /** Same place and date, other bytes. */
    | 'changed'
    /** The bytes are there, in another folder. */
    | 'moved'
    | 'flags'
    /** There more often than before. */
    | 'doubled'
    /** The old store never had it. */
    | 'unexpected'
    | 'left-in-queue'
    | 'missing-folder'
    | 'unexpected-folder'
    /** The new store's index and its files contradict each other. */
    | 'damaged'
    /** An entry of the directory is gone, is new, or has other values than it should have. */
    | 'missing-entry'
    | 'unexpected-entry'
    | 'attribute'
    /** Not in the export of the directory that would be the way back. */
    | 'missing-backup'
    /** An option of the configuration has another value, or was set although nobody wished it. */
    | 'option'
    | 'unexpected-option'
    /** All data are there, and yet users could not log in or mail would not arrive. */
    | 'service';
  /** `susan/INBOX 20001114093012Z`, a queue file's name, an entry's DN with an attribute, an option, a program. */
  readonly where: string;
};

export const difference = (kind: Difference['kind'], where: string): Difference => ({ kind, where });
