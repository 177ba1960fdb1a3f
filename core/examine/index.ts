// The door of core/examine: is everything ready, before the night?
export { type DirectoryLogin, examineDirectory } from './examine-directory.ts';
export { examineHost } from './examine-host.ts';
export { type Finding, type FindingCode, FINDINGS, type Verdict } from './finding.ts';
export { type HostNeeds, needsOf } from './needs.ts';
export { scanHostKey, type ShownKey, type Trust, trustHost } from './trust-host.ts';
