#!/usr/bin/env node
import { handOver } from './hand-over.mjs';

await handOver('./terminal/main.ts');
