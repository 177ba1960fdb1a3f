import { defineConfig } from 'vitest/config';

// One project only: Stryker's runner does not choose between several.
export default defineConfig({ test: { include: ['test/core/run/**/*.test.ts'], pool: 'threads' } });
