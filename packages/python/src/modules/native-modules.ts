import { builtinsModule } from './builtins.js';
import { gcModule } from './gc.js';
import { lateModules, recordedSignature } from './late.js';
import type { NativeModule } from './module.js';
import { sysModule } from './sys.js';
import { timeModule } from './time.js';
import { weakrefModules } from './weakref.js';

/** What the late modules are called: who only asks for a name need not load them. */
const LATE_NAMES: ReadonlySet<string> = new Set(
  (
    '_abc _ast _bisect _blake2 _codecs _collections _contextvars _csv _ctypes _functools _heapq _imp _io _json _md5 _multiprocessing _opcode ' +
    '_operator _posixsubprocess _random _sha1 _sha2 _sha3 _signal _socket _sre _ssl _statistics _string _struct _sysconfigdata__linux_ ' +
    '_thread _tokenize _tracemalloc _typing _warnings array atexit binascii cmath errno itertools marshal math posix select unicodedata'
  ).split(' '),
);

/** The modules that are written in TypeScript, by name. */
export class NativeModules {
  readonly #ready = new Map<string, NativeModule>();

  constructor() {
    this.#add([builtinsModule, sysModule, gcModule, timeModule, ...weakrefModules]);
  }

  has(name: string): boolean {
    return this.#ready.has(name) || LATE_NAMES.has(name);
  }

  get(name: string): NativeModule | undefined {
    if (!this.#ready.has(name) && LATE_NAMES.has(name)) this.#add(lateModules());
    return this.#ready.get(name);
  }

  /** The text signature of a built-in function or type by its name; undefined if it is not known. */
  signatureOf(name: string): string | undefined {
    return recordedSignature(name);
  }

  names(): string[] {
    return [...new Set([...this.#ready.keys(), ...LATE_NAMES])].sort();
  }

  #add(modules: readonly NativeModule[]): void {
    for (const module of modules) this.#ready.set(module.name, module);
  }
}
