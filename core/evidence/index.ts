export { EVIDENCE_LIMIT_BYTES, keepEvidence } from './evidence.ts';
export {
  createRedactor,
  REDACTED_BYTES,
  REDACTED_TEXT,
  type Redactor,
  SHORTEST_SECRET_BYTES,
} from './redactor.ts';
