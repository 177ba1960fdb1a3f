import { handOver } from './hand-over.mjs';

await handOver('./main.ts');
