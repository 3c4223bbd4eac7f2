import type { Ref } from '@uroboros/heap';
import { cInt } from '../../objects/arguments.js';
import { bytesLength, bytesView, isBytes } from '../../objects/bytes.js';
import { dictSet } from '../../objects/dict.js';
import { newFloat } from '../../objects/float.js';
import { intFromBigInt } from '../../objects/int.js';
import { listAppend, newList } from '../../objects/list.js';
import { isStr, strLength } from '../../objects/str.js';
import type { TypeObject } from '../../objects/typeobject.js';
import { loadModule } from '../../runtime/imports.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { functionPositional } from '../functions.js';
import { type NativeModule, storeOwned } from '../module.js';
import { arrayFrom, arrayType } from './array-type.js';
import { type ItemKind, KINDS, kindNamed, kindsOf } from './items.js';
import { addBytes } from './methods.js';
import { newArray } from './storage.js';

/** The module array. */

/** How the items of a pickled array lie, by their number (machine_format_code). */
interface MachineFormat {
  readonly size: number;
  readonly signed: boolean;
  readonly kind: 'int' | 'float' | 'text';
  readonly bigEndian: boolean;
}

const FORMATS: readonly MachineFormat[] = [
  ...[1, 2, 4, 8].flatMap((size) =>
    (size === 1 ? [false] : [false, true]).length === 1
      ? [
          { size, signed: false, kind: 'int' as const, bigEndian: false },
          { size, signed: true, kind: 'int' as const, bigEndian: false },
        ]
      : [false, true].flatMap((signed) =>
          [false, true].map((bigEndian) => ({ size, signed, kind: 'int' as const, bigEndian })),
        ),
  ),
  ...[4, 8].flatMap((size) =>
    [false, true].map((bigEndian) => ({ size, signed: false, kind: 'float' as const, bigEndian })),
  ),
  ...[2, 4].flatMap((size) =>
    [false, true].map((bigEndian) => ({ size, signed: false, kind: 'text' as const, bigEndian })),
  ),
];

/** `_array_reconstructor(type, typecode, format, bytes)`: an array from a pickle, perhaps of another machine. */
function reconstruct(rt: Runtime, args: number): Maybe {
  const [given, code, format, items] = [0, 2, 4, 6].map((word) => rt.i32[args + word]! as Ref) as [Ref, Ref, Ref, Ref];
  const type = rt.typeByRef.get(given);
  const isCode = isStr(rt, code) && strLength(rt, code) === 1;
  if (!isCode) {
    const got = rt.typeOf(code).name;
    return rt.raise('TypeError', `_array_reconstructor() argument 2 must be a unicode character, not ${got}`);
  }
  const number = cInt(rt, format);
  if (number === undefined) return 0;
  if (type === undefined) {
    return rt.raise('TypeError', `first argument must be a type object, not ${rt.typeOf(given).name}`);
  }
  if (!type.isSubtypeOf(arrayType(rt))) {
    return rt.raise('TypeError', `${type.name} is not a subtype of ${arrayType(rt).name}`);
  }
  const kind = kindNamed(rt, rt.text(code));
  if (kind === undefined) return rt.raise('ValueError', 'second argument must be a valid type code');
  const described = FORMATS[number];
  if (described === undefined) {
    return rt.raise('ValueError', 'third argument must be a valid machine format code.');
  }
  if (!isBytes(rt, items)) {
    return rt.raise('TypeError', `fourth argument should be bytes, not ${rt.typeOf(items).name}`);
  }
  if (number === kind.machineFormat) return fromOwnBytes(rt, type, kind, items);
  return fromForeignBytes(rt, type, kind, described, items);
}

function fromOwnBytes(rt: Runtime, type: TypeObject, kind: ItemKind, items: Ref): Maybe {
  const array = newArray(rt, type, kind, 0);
  if (array === 0) return 0;
  const mark = rt.mark();
  rt.hold(array);
  return addBytes(rt, array, items) ? rt.unhold() : rt.finish(mark, 0);
}

function fromForeignBytes(rt: Runtime, type: TypeObject, kind: ItemKind, format: MachineFormat, items: Ref): Maybe {
  if (bytesLength(rt, items) % format.size !== 0) {
    return rt.raise('ValueError', 'bytes length not a multiple of item size');
  }
  if (format.kind === 'text') return fromText(rt, type, kind, format, items);
  const { buffer, byteOffset, byteLength } = bytesView(rt, items).slice();
  const view = new DataView(buffer, byteOffset, byteLength);
  const mark = rt.mark();
  const list = newList(rt, 0);
  if (list === 0) return 0;
  rt.hold(list);
  for (let at = 0; at < byteLength; at += format.size) {
    const value = format.kind === 'float' ? newFloat(rt, readFloat(view, at, format)) : readInt(rt, view, at, format);
    if (value === 0 || !listAppend(rt, list, value)) return rt.finish(mark, 0);
  }
  return rt.finish(mark, arrayFrom(rt, type, fitting(kind, format).code, list));
}

/** The kind that an int of a size fits best: the last one in CPython's table. */
function fitting(kind: ItemKind, format: MachineFormat): ItemKind {
  if (format.kind === 'float') return kind;
  const same = (each: ItemKind): boolean =>
    each.kind === 'int' && each.size === format.size && each.signed === format.signed;
  return KINDS.findLast(same) ?? kind;
}

function readFloat(view: DataView, at: number, { size, bigEndian }: MachineFormat): number {
  return size === 4 ? view.getFloat32(at, !bigEndian) : view.getFloat64(at, !bigEndian);
}

function readInt(rt: Runtime, view: DataView, at: number, { size, signed, bigEndian }: MachineFormat): Maybe {
  let value = 0n;
  for (let i = 0; i < size; i++) value = (value << 8n) | BigInt(view.getUint8(at + (bigEndian ? i : size - 1 - i)));
  return intFromBigInt(rt, signed ? BigInt.asIntN(8 * size, value) : value);
}

function fromText(rt: Runtime, type: TypeObject, kind: ItemKind, format: MachineFormat, items: Ref): Maybe {
  const mark = rt.mark();
  const codec = `utf-${8 * format.size}-${format.bigEndian ? 'be' : 'le'}`;
  const text = rt.callMethod(items, 'decode', rt.name(codec));
  if (text === 0) return 0;
  rt.hold(text);
  return rt.finish(mark, arrayFrom(rt, type, kind.code, text));
}

/** Arrays are mutable sequences to collections.abc and to match statements. */
function register(rt: Runtime): boolean {
  arrayType(rt).sequence = true;
  const mark = rt.mark();
  const abc = loadModule(rt, 'collections.abc');
  if (abc === 0) return false;
  rt.hold(abc);
  const base = rt.getAttrText(abc, 'MutableSequence');
  if (base === 0) return rt.finish(mark, 0) !== 0;
  rt.hold(base);
  const registered = rt.callMethod(base, 'register', arrayType(rt).ref);
  rt.drop(registered);
  rt.releaseTo(mark);
  return registered !== 0;
}

export const arrayModule: NativeModule = {
  name: 'array',
  doc: 'This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating-point\nnumbers.  Arrays are sequence types and behave very much like lists,\nexcept that the type of objects stored in them is constrained.\n',
  functions: [functionPositional('array', '_array_reconstructor', 4, 4, reconstruct)],
  init: (rt, dict) => {
    const codes = kindsOf(rt).map(({ code }) => code);
    const type = arrayType(rt).ref;
    return (
      dictSet(rt, dict, rt.name('array'), type) &&
      dictSet(rt, dict, rt.name('ArrayType'), type) &&
      storeOwned(rt, dict, 'typecodes', rt.str(codes.join(''))) &&
      register(rt)
    );
  },
};
