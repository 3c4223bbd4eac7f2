import type { Ref } from '@uroboros/heap';
import { bindParameters, cInt } from '../objects/arguments.js';
import { bufferBytes } from '../objects/buffer.js';
import { dictSet } from '../objects/dict.js';
import { intFromWord } from '../objects/int.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { BLAKE2B, BLAKE2S, Blake2, type BlakeKind, type BlakeParameters } from './blake.js';
import { type DigestType, digestType, hashableBytes } from './digest-objects.js';

import { type NativeModule, storeOwned } from './module.js';
import { nativeType, setTypeAttribute } from './native-type.js';
import { unsignedLong } from './unsigned.js';

/** The module _blake2: BLAKE2b and BLAKE2s with keys, salts and tree hashing. */

const NAMES = [
  '',
  'digest_size',
  'key',
  'salt',
  'person',
  'fanout',
  'depth',
  'leaf_size',
  'node_offset',
  'node_depth',
  'inner_size',
  'last_node',
  'usedforsecurity',
];

/** Reads arguments one after the other; after the first that is wrong all are undefined. */
class Arguments {
  failed = false;

  constructor(
    readonly rt: Runtime,
    readonly values: readonly Maybe[],
  ) {}

  #of(name: string): Maybe {
    return this.failed ? 0 : this.values[NAMES.indexOf(name)]!;
  }

  /** Refuses what was read: false. */
  refuse(message: string, type: 'ValueError' | 'OverflowError' = 'ValueError'): void {
    if (!this.failed) this.rt.raise(type, message);
    this.failed = true;
  }

  int(name: string, fallback: number): number {
    const value = this.#of(name);
    const number = value === 0 ? fallback : cInt(this.rt, value);
    if (number === undefined) this.failed = true;
    return number ?? fallback;
  }

  unsigned(name: string, tooLarge: string): bigint {
    const value = this.#of(name);
    const number = value === 0 ? 0n : unsignedLong(this.rt, value, tooLarge);
    if (number === undefined) this.failed = true;
    return number ?? 0n;
  }

  bytes(name: string): Uint8Array {
    const value = this.#of(name);
    const bytes = value === 0 ? new Uint8Array(0) : bufferBytes(this.rt, value)?.slice();
    if (bytes === undefined) this.failed = true;
    return bytes ?? new Uint8Array(0);
  }

  truth(name: string): boolean {
    const value = this.#of(name);
    const truth = value === 0 ? 0 : this.rt.isTrue(value);
    if (truth < 0) this.failed = true;
    return truth === 1;
  }

  check(isRight: boolean, message: string, type: 'ValueError' | 'OverflowError' = 'ValueError'): void {
    if (!isRight) this.refuse(message, type);
  }
}

const isWithin = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/** What the arguments say, undefined on error; first all are read, then checked, both in CPython's order. */
function readParameters(args: Arguments, kind: BlakeKind): BlakeParameters | undefined {
  const read: BlakeParameters = {
    digestSize: args.int('digest_size', kind.maxDigestSize),
    key: args.bytes('key'),
    salt: args.bytes('salt'),
    person: args.bytes('person'),
    fanout: args.int('fanout', 1),
    depth: args.int('depth', 1),
    leafSize: Number(args.unsigned('leaf_size', 'Python int too large to convert to C unsigned long')),
    nodeOffset: args.unsigned('node_offset', 'int too big to convert'),
    nodeDepth: args.int('node_depth', 0),
    innerSize: args.int('inner_size', 0),
    lastNode: args.truth('last_node'),
  };
  const { maxDigestSize, saltSize, personSize, maxKeySize } = kind;
  args.check(isWithin(read.digestSize, 1, maxDigestSize), `digest_size must be between 1 and ${maxDigestSize} bytes`);
  args.check(read.salt.length <= saltSize, `maximum salt length is ${saltSize} bytes`);
  args.check(read.person.length <= personSize, `maximum person length is ${personSize} bytes`);
  args.check(isWithin(read.fanout, 0, 255), 'fanout must be between 0 and 255');
  args.check(isWithin(read.depth, 1, 255), 'depth must be between 1 and 255');
  args.check(read.leafSize < 2 ** 32, 'leaf_size is too large', 'OverflowError');
  args.check(read.nodeOffset < kind.offsets, 'node_offset is too large', 'OverflowError');
  args.check(isWithin(read.nodeDepth, 0, 255), 'node_depth must be between 0 and 255');
  args.check(isWithin(read.innerSize, 0, maxDigestSize), `inner_size must be between 0 and is ${maxDigestSize}`);
  args.check(read.key.length <= maxKeySize, `maximum key length is ${maxKeySize} bytes`);
  return args.failed ? undefined : read;
}

function blakeType(kind: BlakeKind, basicSize: number): DigestType<Blake2> {
  const type: DigestType<Blake2> = digestType<Blake2>({
    name: `_blake2.${kind.name}`,
    basicSize,
    gc: false,
    create: (rt, _type, args, count, kwnames) => {
      if (count > 1) {
        return rt.raise('TypeError', `${kind.name}() takes at most 1 positional argument (${count} given)`);
      }
      const values = bindParameters(rt, { function: kind.name, names: NAMES, required: 0 }, args, count, kwnames);
      const parameters = values && readParameters(new Arguments(rt, values), kind);
      if (parameters === undefined) return 0;
      const hash = Blake2.start(kind, parameters);
      if (values![0] !== 0) {
        const bytes = hashableBytes(rt, values![0] as Ref);
        if (bytes === undefined) return 0;
        hash.update(bytes);
      }
      return type.create(rt, hash);
    },
    attributes: [
      { name: 'name', get: (rt) => rt.str(kind.name) },
      { name: 'block_size', get: (rt) => intFromWord(rt, kind.blockSize) },
      { name: 'digest_size', get: (rt, self) => intFromWord(rt, type.stateOf(rt, self).digestSize) },
    ],
  });
  return type;
}

const KINDS = [
  [BLAKE2B, blakeType(BLAKE2B, 440)],
  [BLAKE2S, blakeType(BLAKE2S, 232)],
] as const;

const sizesOf = (kind: BlakeKind): readonly (readonly [string, number])[] => [
  ['SALT_SIZE', kind.saltSize],
  ['PERSON_SIZE', kind.personSize],
  ['MAX_KEY_SIZE', kind.maxKeySize],
  ['MAX_DIGEST_SIZE', kind.maxDigestSize],
];

/** The type and its sizes, which are also the module's; false on error. */
function addKind(rt: Runtime, dict: Ref, kind: BlakeKind, definition: DigestType<Blake2>['definition']): boolean {
  const type = nativeType(rt, definition);
  const sized = sizesOf(kind).every(([name, size]) => {
    const number = intFromWord(rt, size);
    if (number === 0) return false;
    const mark = rt.mark();
    rt.hold(number);
    const done = setTypeAttribute(rt, type, name, number);
    rt.releaseTo(mark);
    return done && storeOwned(rt, dict, `${kind.name.toUpperCase()}_${name}`, intFromWord(rt, size));
  });
  return sized && dictSet(rt, dict, rt.name(kind.name), type.ref);
}

export const blake2Module: NativeModule = {
  name: '_blake2',
  doc: '_blake2b provides BLAKE2b for hashlib\n',
  init: (rt, dict) => KINDS.every(([kind, type]) => addKind(rt, dict, kind, type.definition)),
};
