import { defineConfig } from 'vitest/config';

const source = (path: string): string => new URL(path, import.meta.url).pathname;

export default defineConfig({
  resolve: {
    // Tests run the sources, not what was built from them.
    alias: [
      { find: /^@uroboros\/heap\/internal$/, replacement: source('./packages/heap/src/internal.ts') },
      { find: /^@uroboros\/heap$/, replacement: source('./packages/heap/src/index.ts') },
      { find: /^@uroboros\/python\/internal$/, replacement: source('./packages/python/src/internal.ts') },
      { find: /^@uroboros\/python$/, replacement: source('./packages/python/src/index.ts') },
      { find: /^@uroboros\/instruments$/, replacement: source('./packages/instruments/src/index.ts') },
    ],
  },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'bench/src/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
