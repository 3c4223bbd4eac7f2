import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import type { Keepable, KeptCode } from '@uroboros/python';

/**
 * The standard library as it was compiled by the build (docs/decisions/0009): a file for each module, with its source,
 * which must be the same now, what its code objects are made of, and V8's code of the functions that run in an import.
 */

/** Tells compilers apart: `tools/bundle.mjs` puts it into the bundle. Modules that are not bundled have none, and find nothing. */
declare const COMPILER_KEY: string | undefined;

export const compilerKey: string | undefined = typeof COMPILER_KEY === 'undefined' ? undefined : COMPILER_KEY;

/** The form of code that is kept: that of plain runs, or that of recorded ones. */
export type KeptForm = 'fast' | 'observed';

/** Sections of a file, in this order, each from a multiple of eight bytes on; before them stand their sizes. */
const SECTIONS = ['key', 'scope', 'source', 'recipe', 'positions', 'script', 'data'] as const;
const HEADER_BYTES = 8 * Math.ceil((4 * SECTIONS.length) / 8);

const RUNTIME_TEXT = /^<[a-z_ ]+>$/;

const aligned = (bytes: number): number => (bytes + 7) & ~7;

/** Where the file of a module is. */
function keptFile(form: KeptForm, profile: string, name: string): string {
  return join(library(), form, profile, `${name}.kept`);
}

/** Beside the bundle's folder or this module's, whichever runs. */
function library(): string {
  const here = fileURLToPath(new URL('./', import.meta.url));
  return join(here, here.endsWith('/bundle/') ? '../library' : 'library');
}

export class KeptLibrary {
  readonly #folder: string;
  readonly #form: KeptForm;
  readonly #key: string | undefined;
  /** How many files were as they should be, with code that V8 takes. */
  taken = 0;

  /** `folder` is that of the library's sources; without a key nothing is found. */
  constructor(folder: string, form: KeptForm = 'fast', key: string | undefined = compilerKey) {
    this.#folder = `${folder}/`;
    this.#form = form;
    this.#key = key;
  }

  /** The name of a file in the library, or of a text of the runtime; undefined for others. */
  nameOf(path: string): string | undefined {
    if (path.startsWith(this.#folder)) return path.slice(this.#folder.length);
    return RUNTIME_TEXT.test(path) ? `runtime/${path.slice(1, -1)}` : undefined;
  }

  /** What is kept of a file, if it is of this build and the source is the same to the byte. */
  find(path: string, source: Uint8Array, profile: string): KeptCode | undefined {
    const name = this.nameOf(path);
    if (name === undefined || this.#key === undefined) return undefined;
    const file = keptFile(this.#form, profile, name);
    if (!existsSync(file)) return undefined;
    const bytes = readFileSync(file);
    const sizes = new Int32Array(bytes.buffer, bytes.byteOffset, SECTIONS.length);
    let start = HEADER_BYTES;
    const [key, scope, text, recipe, positions, script, data] = SECTIONS.map((_, i) => {
      const section = bytes.subarray(start, start + sizes[i]!);
      start += aligned(sizes[i]!);
      return section;
    }) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
    if (key.toString('latin1') !== this.#key || !text.equals(source)) return undefined;
    return {
      scope: scope.toString('latin1'),
      recipe: recipe.toString('latin1'),
      positions: new Int32Array(positions.buffer, positions.byteOffset, positions.length / 4),
      script: () => {
        const code = new Script(script.toString('latin1'), { filename: name, cachedData: data });
        if (code.cachedDataRejected !== true) this.taken++;
        return code.runInThisContext();
      },
    };
  }
}

/** A file of the library that was compiled. */
export interface CompiledFile {
  readonly name: string;
  readonly source: Uint8Array;
  readonly kept: Keepable;
  readonly data: Uint8Array;
}

/** Writes the file of a module. */
export function writeKept(form: KeptForm, profile: string, key: string, file: CompiledFile): void {
  const { name, source, kept, data } = file;
  const { scope, recipe, positions, script } = kept;
  const parts = [
    Buffer.from(key, 'latin1'),
    Buffer.from(scope, 'latin1'),
    source,
    Buffer.from(recipe, 'latin1'),
    new Uint8Array(positions.buffer, positions.byteOffset, positions.byteLength),
    Buffer.from(script, 'latin1'),
    data,
  ];
  const bytes = Buffer.alloc(parts.reduce((size, part) => size + aligned(part.length), HEADER_BYTES));
  let start = HEADER_BYTES;
  parts.forEach((part, i) => {
    bytes.writeInt32LE(part.length, 4 * i);
    bytes.set(part, start);
    start += aligned(part.length);
  });
  const path = keptFile(form, profile, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}
