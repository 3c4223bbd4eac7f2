import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The layers, lowest first: a file may import from its own layer and from those below. */
const PACKAGES = ['heap', 'python', 'instruments', 'cli', 'studio'];
const ALLOWED: Record<string, readonly string[]> = {
  heap: [],
  python: ['heap'],
  instruments: ['heap', 'python'],
  cli: ['heap', 'python', 'instruments'],
  studio: ['heap', 'python', 'instruments'],
};
/** Within `heap`: memory and layout know nobody; `alloc` knows memory; and so on. The entry files stand above all. */
const HEAP_FOLDERS = ['memory', 'alloc', 'objects', 'collect', 'observe', 'verify'];

const root = resolve(import.meta.dirname, '..');
const packages = readdirSync(join(root, 'packages'));

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts') && !file.includes('testing'))
    .map((file) => join(folder, file));
}

/** What a file imports, with `import type` told apart: types are no dependency at run time. */
function imports(file: string): { from: string; typeOnly: boolean }[] {
  const text = readFileSync(file, 'utf8');
  const pattern = /^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'/gms;
  return [...text.matchAll(pattern)].map((match) => ({ from: match[2]!, typeOnly: match[1] !== undefined }));
}

describe('layers', () => {
  it('knows every package', () => {
    expect(packages.filter((name) => !PACKAGES.includes(name))).toEqual([]);
  });

  for (const name of packages) {
    it(`${name} imports only from the packages below it`, () => {
      const wrong: string[] = [];
      for (const file of sources(join(root, 'packages', name, 'src'))) {
        for (const { from } of imports(file)) {
          const other = /^@uroboros\/([a-z]+)/.exec(from)?.[1];
          if (other !== undefined && other !== name && !ALLOWED[name]!.includes(other))
            wrong.push(`${relative(root, file)} → ${from}`);
          if (from.startsWith('.') && !resolve(dirname(file), from).startsWith(join(root, 'packages', name, 'src'))) {
            wrong.push(`${relative(root, file)} → ${from}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    });
  }

  it('heap has no dependency, and neither heap nor python uses the host', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'packages/heap/package.json'), 'utf8'));
    expect(manifest.dependencies ?? {}).toEqual({});
    const wrong: string[] = [];
    for (const name of ['heap', 'python']) {
      for (const file of sources(join(root, 'packages', name, 'src'))) {
        for (const { from } of imports(file)) {
          if (!from.startsWith('.') && !from.startsWith('@uroboros/')) wrong.push(`${relative(root, file)} → ${from}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('inside heap, memory is below alloc, and nothing below verify needs it', () => {
    const wrong: string[] = [];
    const src = join(root, 'packages/heap/src');
    for (const file of sources(src)) {
      const folder = relative(src, file).split('/')[0]!;
      if (!HEAP_FOLDERS.includes(folder)) continue;
      for (const { from, typeOnly } of imports(file)) {
        const target = relative(src, resolve(dirname(file), from)).split('/')[0]!;
        const upwards = HEAP_FOLDERS.indexOf(target) > HEAP_FOLDERS.indexOf(folder);
        const lowest = folder === 'memory' || folder === 'alloc';
        if (!typeOnly && upwards && (lowest || target === 'verify')) wrong.push(`${relative(root, file)} → ${from}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('program text becomes code in one place only', () => {
    // Messages of Python's own eval() have it behind a quote or a space.
    const users: string[] = [];
    for (const name of packages) {
      for (const file of sources(join(root, 'packages', name, 'src'))) {
        const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        if (/\bnew Function\(|(?<![\w'. ])eval\(/.test(text)) users.push(relative(root, file));
      }
    }
    expect(users).toEqual(['packages/python/src/compile/support.ts']);
  });
});
