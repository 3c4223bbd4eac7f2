import type { Ref } from '@uroboros/heap';
import { bytesArgument } from '../objects/bytes-search.js';
import { type NativeFunction, noArgs, oneArg } from '../objects/native.js';
import { isStr } from '../objects/str.js';
import type { NativeAttribute, Slots } from '../objects/typeobject.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import type { Digest } from './digests.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/** Objects of hash functions. Such an object is a header only: its state holds no references and has no size in Python. */

const states = new WeakMap<Runtime, Map<Ref, Digest>>();

function statesOf(rt: Runtime): Map<Ref, Digest> {
  let known = states.get(rt);
  if (known === undefined) {
    known = new Map();
    states.set(rt, known);
  }
  return known;
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

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** What tells one function's type from the others. */
export interface DigestTypeOptions {
  readonly name: string;
  readonly basicSize: number;
  readonly gc: boolean;
  readonly attributes: readonly NativeAttribute[];
  /** Instead of `digest` and `hexdigest`. */
  readonly methods?: readonly NativeFunction[];
  /** By default the type makes no objects when it is called. */
  readonly create?: Slots['new'];
}

/** A type of hash objects, and the way to the state of one. */
export interface DigestType<D extends Digest> {
  readonly definition: NativeTypeDefinition;
  stateOf(rt: Runtime, self: Ref): D;
  /** An object of a state, owned. */
  create(rt: Runtime, digest: D): Maybe;
}

const GIVE: readonly NativeFunction[] = [
  noArgs('digest', (rt, self) => rt.newBytes(statesOf(rt).get(self)!.finish())),
  noArgs('hexdigest', (rt, self) => rt.str(toHex(statesOf(rt).get(self)!.finish()))),
];

export function digestType<D extends Digest>(options: DigestTypeOptions): DigestType<D> {
  const { name, basicSize, gc, attributes } = options;
  const definition: NativeTypeDefinition = {
    name,
    final: true,
    layout: (rt) => ({ basicSize, gc, tearDown: (object) => statesOf(rt).delete(object) }),
    slots: { new: options.create ?? ((rt) => rt.raise('TypeError', `cannot create '${name}' instances`)) },
    methods: [
      noArgs('copy', (rt, self) => create(rt, stateOf(rt, self).copy() as D)),
      oneArg('update', (rt, self, data) => {
        const bytes = hashableBytes(rt, data);
        if (bytes === undefined) return 0;
        stateOf(rt, self).update(bytes);
        return rt.none();
      }),
      ...(options.methods ?? GIVE),
    ],
    attributes,
  };
  const stateOf = (rt: Runtime, self: Ref): D => statesOf(rt).get(self) as D;
  const create = (rt: Runtime, digest: D): Maybe => {
    const object = allocInstance(rt, nativeType(rt, definition));
    if (object !== 0) statesOf(rt).set(object, digest);
    return object;
  };
  return { definition, stateOf, create };
}
