import type { Ref } from '@uroboros/heap';
import { bindParameters } from '../objects/arguments.js';
import { bytesArgument } from '../objects/bytes-search.js';
import { dictSet } from '../objects/dict.js';
import { intFromWord } from '../objects/int.js';
import { type NativeFunction, noArgs, oneArg } from '../objects/native.js';
import { isStr } from '../objects/str.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import { DIGESTS, type Digest, type DigestAlgorithm } from './digests.js';
import type { NativeModule } from './module.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/** The modules _md5, _sha1 and _sha2. A hash object is a header only: its state holds no references and has no size in Python. */

const states = new WeakMap<Runtime, Map<Ref, Digest>>();

function statesOf(rt: Runtime): Map<Ref, Digest> {
  let known = states.get(rt);
  if (known === undefined) {
    known = new Map();
    states.set(rt, known);
  }
  return known;
}

function newHash(rt: Runtime, definition: NativeTypeDefinition, digest: Digest): Maybe {
  const object = allocInstance(rt, nativeType(rt, definition));
  if (object !== 0) statesOf(rt).set(object, digest);
  return object;
}

/** The bytes of an argument where they lie; undefined on error. */
export function hashableBytes(rt: Runtime, data: Ref): Uint8Array | undefined {
  if (isStr(rt, data)) {
    rt.raise('TypeError', 'Strings must be encoded before hashing');
    return undefined;
  }
  const bytes = bytesArgument(rt, data);
  if (bytes === undefined && rt.errorIs(rt.builtin.TypeError)) {
    rt.clearError();
    rt.raise('TypeError', 'object supporting the buffer API required');
  }
  return bytes;
}

function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** The type of one function's objects. */
function hashType(name: string, basicSize: number, algorithm: DigestAlgorithm): NativeTypeDefinition {
  const stateOf = (rt: Runtime, self: Ref): Digest => statesOf(rt).get(self)!;
  const type: NativeTypeDefinition = {
    name,
    final: true,
    layout: (rt) => ({ basicSize, gc: true, tearDown: (object) => statesOf(rt).delete(object) }),
    slots: { new: (rt) => rt.raise('TypeError', `cannot create '${name}' instances`) },
    methods: [
      noArgs('copy', (rt, self) => newHash(rt, type, stateOf(rt, self).copy())),
      noArgs('digest', (rt, self) => rt.newBytes(stateOf(rt, self).finish())),
      noArgs('hexdigest', (rt, self) => rt.str(toHex(stateOf(rt, self).finish()))),
      oneArg('update', (rt, self, data) => {
        const bytes = hashableBytes(rt, data);
        if (bytes === undefined) return 0;
        stateOf(rt, self).update(bytes);
        return rt.none();
      }),
    ],
    attributes: [
      { name: 'block_size', get: (rt) => intFromWord(rt, algorithm.blockSize) },
      { name: 'digest_size', get: (rt) => intFromWord(rt, algorithm.digestSize) },
      { name: 'name', get: (rt) => rt.str(algorithm.name) },
    ],
  };
  return type;
}

/** md5(string=b'', *, usedforsecurity=True) */
function hashFunction(type: NativeTypeDefinition, algorithm: DigestAlgorithm): NativeFunction {
  const parameters = { function: algorithm.name, names: ['string', 'usedforsecurity'], required: 0 };
  return {
    name: algorithm.name,
    doc: `Return a new ${algorithm.name} hash object; optionally initialized with a string.`,
    signature: "(string=b'', *, usedforsecurity=True)",
    code: (rt, args, count, kwnames) => {
      if (count > 1) {
        return rt.raise('TypeError', `${algorithm.name}() takes at most 1 positional argument (${count} given)`);
      }
      const values = bindParameters(rt, parameters, args, count, kwnames);
      if (values === undefined) return 0;
      const data = values[0] ?? 0;
      const bytes = data === 0 ? new Uint8Array(0) : hashableBytes(rt, data);
      if (bytes === undefined) return 0;
      const digest = algorithm.start();
      digest.update(bytes);
      return newHash(rt, type, digest);
    },
  };
}

/** A module; with each type its name in the module, its own name and its size. */
function hashModule(
  name: string,
  types: readonly (readonly [string, string, number, DigestAlgorithm])[],
): NativeModule {
  const functions: NativeFunction[] = [];
  const named: (readonly [string, NativeTypeDefinition])[] = [];
  for (const [key, typeName, basicSize, algorithm] of types) {
    const type = hashType(`${name}.${typeName}`, basicSize, algorithm);
    functions.push(hashFunction(type, algorithm));
    named.push([key, type]);
  }
  return {
    name,
    functions,
    init: (rt, dict) => named.every(([key, type]) => dictSet(rt, dict, rt.name(key), nativeType(rt, type).ref)),
  };
}

const { md5, sha1, sha224, sha256, sha384, sha512 } = DIGESTS;

/** The modules of hash functions. */
export const hashModules: readonly NativeModule[] = [
  hashModule('_md5', [['MD5Type', 'md5', 32, md5]]),
  hashModule('_sha1', [['SHA1Type', 'sha1', 40, sha1]]),
  hashModule('_sha2', [
    ['SHA224Type', 'SHA224Type', 32, sha224],
    ['SHA256Type', 'SHA256Type', 32, sha256],
    ['SHA384Type', 'SHA384Type', 32, sha384],
    ['SHA512Type', 'SHA512Type', 32, sha512],
  ]),
];
