import type { Ref } from '@uroboros/heap';
import { bindParameters } from '../objects/arguments.js';
import { dictSet } from '../objects/dict.js';
import { intFromWord } from '../objects/int.js';
import { type NativeFunction, oneArg } from '../objects/native.js';
import type { NativeAttribute } from '../objects/typeobject.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { type DigestType, digestType, hashableBytes, toHex } from './digest-objects.js';
import { Sponge } from './keccak.js';
import { type NativeModule, storeOwned } from './module.js';
import { nativeType } from './native-type.js';
import { unsignedLong } from './unsigned.js';

/** The module _sha3: SHA-3, and SHAKE, whose digests are as long as is asked for. */

const STATE_BYTES = 200;
const SUFFIX = { sha3: 0x06, shake: 0x1f };

/** Lengths from here on are refused. */
const TOO_LONG = 2 ** 29;

function lengthOf(rt: Runtime, value: Ref): number | undefined {
  const length = unsignedLong(rt, value, 'Python int too large to convert to C unsigned long');
  if (length === undefined || length < TOO_LONG) return length === undefined ? undefined : Number(length);
  rt.raise('ValueError', 'length is too large');
  return undefined;
}

/** digest(length) and hexdigest(length). */
function ofLength(
  name: string,
  type: () => DigestType<Sponge>,
  made: (rt: Runtime, bytes: Uint8Array) => Maybe,
): NativeFunction {
  return oneArg(name, (rt, self, value) => {
    const length = lengthOf(rt, value);
    return length === undefined ? 0 : made(rt, type().stateOf(rt, self).finish(length));
  });
}

/** All the constructors go by the first one's name where they are called wrongly. */
const PARAMETERS = { function: 'sha3_224', names: ['', 'usedforsecurity'], required: 0 };

function spongeType(name: string, rate: number, digestSize: number): DigestType<Sponge> {
  const isShake = digestSize === 0;
  const suffix = isShake ? SUFFIX.shake : SUFFIX.sha3;
  const number = (key: string, value: number): NativeAttribute => ({ name: key, get: (rt) => intFromWord(rt, value) });
  const type: DigestType<Sponge> = digestType<Sponge>({
    name: `_sha3.${name}`,
    basicSize: 32,
    gc: false,
    create: (rt, _type, args, count, kwnames) => {
      if (count > 1) {
        const most = 'takes at most 1 positional argument';
        return rt.raise('TypeError', `${PARAMETERS.function}() ${most} (${count} given)`);
      }
      const values = bindParameters(rt, PARAMETERS, args, count, kwnames);
      if (values === undefined) return 0;
      const sponge = new Sponge(rate, suffix, digestSize);
      if (values[0] !== 0) {
        const bytes = hashableBytes(rt, values[0] as Ref);
        if (bytes === undefined) return 0;
        sponge.update(bytes);
      }
      return type.create(rt, sponge);
    },
    ...(isShake
      ? {
          methods: [
            ofLength(
              'digest',
              () => type,
              (rt, bytes) => rt.newBytes(bytes),
            ),
            ofLength(
              'hexdigest',
              () => type,
              (rt, bytes) => rt.str(toHex(bytes)),
            ),
          ],
        }
      : {}),
    attributes: [
      number('block_size', rate),
      number('digest_size', digestSize),
      number('_capacity_bits', 8 * (STATE_BYTES - rate)),
      number('_rate_bits', 8 * rate),
      { name: '_suffix', get: (rt) => rt.newBytes(Uint8Array.of(suffix)) },
      { name: 'name', get: (rt) => rt.str(name) },
    ],
  });
  return type;
}

/** Names, bytes of a block, bytes of a digest. */
const FUNCTIONS = [
  ['sha3_224', 144, 28],
  ['sha3_256', 136, 32],
  ['sha3_384', 104, 48],
  ['sha3_512', 72, 64],
  ['shake_128', 168, 0],
  ['shake_256', 136, 0],
] as const;

const TYPES = FUNCTIONS.map(([name, rate, size]) => [name, spongeType(name, rate, size)] as const);

export const sha3Module: NativeModule = {
  name: '_sha3',
  init: (rt, dict) =>
    TYPES.every(([name, type]) => dictSet(rt, dict, rt.name(name), nativeType(rt, type.definition).ref)) &&
    storeOwned(rt, dict, 'implementation', rt.str('HACL')),
};
