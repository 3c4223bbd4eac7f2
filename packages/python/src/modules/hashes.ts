import { bindParameters } from '../objects/arguments.js';
import { dictSet } from '../objects/dict.js';
import { intFromWord } from '../objects/int.js';
import type { NativeFunction } from '../objects/native.js';
import { type DigestType, digestType, hashableBytes } from './digest-objects.js';
import { DIGESTS, type Digest, type DigestAlgorithm } from './digests.js';
import type { NativeModule } from './module.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/** The modules _md5, _sha1 and _sha2. */

/** The type of one function's objects. */
function hashType(name: string, basicSize: number, algorithm: DigestAlgorithm): DigestType<Digest> {
  return digestType<Digest>({
    name,
    basicSize,
    gc: true,
    attributes: [
      { name: 'block_size', get: (rt) => intFromWord(rt, algorithm.blockSize) },
      { name: 'digest_size', get: (rt) => intFromWord(rt, algorithm.digestSize) },
      { name: 'name', get: (rt) => rt.str(algorithm.name) },
    ],
  });
}

/** md5(string=b'', *, usedforsecurity=True) */
function hashFunction(type: DigestType<Digest>, algorithm: DigestAlgorithm): NativeFunction {
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
      return type.create(rt, digest);
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
    named.push([key, type.definition]);
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
