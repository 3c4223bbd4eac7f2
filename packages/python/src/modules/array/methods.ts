import type { Ref } from '@uroboros/heap';
import { givenType, sizeArgument } from '../../objects/arguments.js';
import { BufferFlag, getBuffer, releaseBuffer } from '../../objects/buffer.js';
import { bytesData, bytesLength, isBytes, newBytes } from '../../objects/bytes.js';
import { intFromWord, isInt } from '../../objects/int.js';
import { reduction } from '../../objects/iterator-reduce.js';
import { ListField } from '../../objects/layout.js';
import { isList, listItem, listSize, newList } from '../../objects/list.js';
import { type NativeFunction, noArgs, oneArg, positional, since } from '../../objects/native.js';
import { sliceArgument } from '../../objects/slice-type.js';
import { codePointAt, dataByte, isStr, newStrOfShape, strLength } from '../../objects/str.js';
import { tupleOf } from '../../objects/tuple.js';
import { loadModule } from '../../runtime/imports.js';
import { compareEqual, forEachItem, indexAsSize, sizeToInt } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { readItem } from './items.js';
import {
  ArrayField,
  arrayBytes,
  arrayLength,
  dataOf,
  insertAt,
  kindOf,
  newArray,
  resize,
  setItemAt,
  splice,
} from './storage.js';

/** The methods of arrays. */

/** An item as a Python object, owned. */
export function itemAt(rt: Runtime, self: Ref, index: number): Maybe {
  const kind = kindOf(rt, self);
  return readItem(rt, kind, dataOf(rt, self) + index * kind.size);
}

/** Adds the items of another array of the same kind. False on error. */
export function extendWithArray(rt: Runtime, self: Ref, other: Ref): boolean {
  if (kindOf(rt, self) !== kindOf(rt, other)) {
    rt.raise('TypeError', 'can only extend with array of same kind');
    return false;
  }
  const length = arrayLength(rt, self);
  const count = arrayLength(rt, other);
  if (!resize(rt, self, length + count)) return false;
  const { size } = kindOf(rt, self);
  // An array added to itself may have moved: its items are asked for now.
  const from = dataOf(rt, other);
  rt.u8.copyWithin(dataOf(rt, self) + length * size, from, from + count * size);
  return true;
}

export function extendWithItems(rt: Runtime, self: Ref, iterable: Ref): boolean {
  return forEachItem(rt, iterable, (item) => insertAt(rt, self, arrayLength(rt, self), item));
}

/** Adds the bytes of a bytes-like object as items. False on error. */
export function addBytes(rt: Runtime, self: Ref, source: Ref): boolean {
  const view = getBuffer(rt, source, BufferFlag.Simple);
  if (view === undefined) return false;
  const added = view.itemSize === 1 && addMemory(rt, self, view.address, view.length);
  if (view.itemSize !== 1) rt.raise('TypeError', 'a bytes-like object is required');
  releaseBuffer(rt, source);
  return added;
}

function addMemory(rt: Runtime, self: Ref, address: number, bytes: number): boolean {
  const { size } = kindOf(rt, self);
  if (bytes % size !== 0) {
    rt.raise('ValueError', 'bytes length not a multiple of item size');
    return false;
  }
  const length = arrayLength(rt, self);
  return bytes === 0 || splice(rt, self, length, length, address, bytes / size);
}

/** Adds the characters of a str. False on error. */
export function addText(rt: Runtime, self: Ref, text: Ref): boolean {
  const length = arrayLength(rt, self);
  const count = strLength(rt, text);
  if (count === 0) return true;
  if (!resize(rt, self, length + count)) return false;
  const word = rt.i32[self + ArrayField.Block]! + length;
  for (let i = 0; i < count; i++) rt.i32[word + i] = codePointAt(rt, text, i);
  return true;
}

/** The characters of an array of text as a str, owned. */
export function textOfArray(rt: Runtime, self: Ref): Maybe {
  const length = arrayLength(rt, self);
  if (length === 0) return rt.incref(rt.emptyStr);
  const word = rt.i32[self + ArrayField.Block]!;
  let most = 0;
  for (let i = 0; i < length; i++) {
    const code = rt.i32[word + i]! >>> 0;
    if (code > 0x10ffff) {
      return rt.raise('ValueError', `character U+${code.toString(16)} is not in range [U+0000; U+10ffff]`);
    }
    if (code > most) most = code;
  }
  if (length === 1) return rt.str(String.fromCodePoint(most));
  const text = newStrOfShape(rt, most, length);
  if (text === 0) return 0;
  const data = dataByte(rt, text);
  for (let i = 0; i < length; i++) {
    const code = rt.i32[word + i]!;
    if (most < 256) rt.u8[data + i] = code;
    else if (most < 0x10000) {
      rt.u8[data + 2 * i] = code;
      rt.u8[data + 2 * i + 1] = code >> 8;
    } else rt.i32[(data >> 2) + i] = code;
  }
  return text;
}

export function listOfArray(rt: Runtime, self: Ref): Maybe {
  const length = arrayLength(rt, self);
  const list = newList(rt, length);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  const items = rt.i32[list + ListField.Items]!;
  for (let i = 0; i < length; i++) {
    const item = itemAt(rt, self, i);
    if (item === 0) return rt.finish(mark, 0);
    rt.i32[items + 2 * i] = item;
  }
  return rt.unhold();
}

/** The index of the first item from `start` to before `stop` that equals a value; −1 if there is none, −2 on error. */
export function find(rt: Runtime, self: Ref, value: Ref, start: number, stop: number): number {
  for (let i = start; i < stop && i < arrayLength(rt, self); i++) {
    const item = itemAt(rt, self, i);
    if (item === 0) return -2;
    const equal = rt.consume(item, (runtime, each) => compareEqual(runtime, each, value));
    if (equal < 0) return -2;
    if (equal > 0) return i;
  }
  return -1;
}

function count(rt: Runtime, self: Ref, value: Ref): Maybe {
  let found = 0;
  for (let i = 0; ; i++) {
    i = find(rt, self, value, i, Infinity);
    if (i === -2) return 0;
    if (i === -1) return sizeToInt(rt, found);
    found++;
  }
}

function index(rt: Runtime, self: Ref, args: number, given: number): Maybe {
  let start = given > 1 ? sliceArgument(rt, rt.i32[args + 2]! as Ref) : 0;
  if (start === undefined) return 0;
  let stop = given > 2 ? sliceArgument(rt, rt.i32[args + 4]! as Ref) : Infinity;
  if (stop === undefined) return 0;
  const length = arrayLength(rt, self);
  if (start < 0) start = Math.max(0, start + length);
  if (stop < 0) stop += length;
  const found = find(rt, self, rt.i32[args]! as Ref, start, stop);
  if (found === -1) return rt.raise('ValueError', 'array.index(x): x not in array');
  return found < 0 ? 0 : sizeToInt(rt, found);
}

function remove(rt: Runtime, self: Ref, value: Ref): Maybe {
  const found = find(rt, self, value, 0, Infinity);
  if (found === -1) return rt.raise('ValueError', 'array.remove(x): x not in array');
  return found >= 0 && splice(rt, self, found, found + 1, 0, 0) ? rt.none() : 0;
}

function pop(rt: Runtime, self: Ref, args: number, given: number): Maybe {
  let place = given === 0 ? -1 : sizeArgument(rt, rt.i32[args]! as Ref);
  if (place === undefined) return 0;
  const length = arrayLength(rt, self);
  if (length === 0) return rt.raise('IndexError', 'pop from empty array');
  if (place < 0) place += length;
  if (place < 0 || place >= length) return rt.raise('IndexError', 'pop index out of range');
  const item = itemAt(rt, self, place);
  if (item === 0) return 0;
  rt.hold(item);
  const isOut = splice(rt, self, place, place + 1, 0, 0);
  rt.unhold();
  if (isOut) return item;
  rt.decref(item);
  return 0;
}

function insert(rt: Runtime, self: Ref, args: number): Maybe {
  const where = sizeArgument(rt, rt.i32[args]! as Ref);
  return where !== undefined && insertAt(rt, self, where, rt.i32[args + 2]! as Ref) ? rt.none() : 0;
}

function fromList(rt: Runtime, self: Ref, list: Ref): Maybe {
  if (!isList(rt, list)) return rt.raise('TypeError', 'arg must be list');
  const length = arrayLength(rt, self);
  const size = listSize(rt, list);
  if (size === 0) return rt.none();
  if (!resize(rt, self, length + size)) return 0;
  for (let i = 0; i < size; i++) {
    const isSet = setItemAt(rt, self, length + i, listItem(rt, list, i));
    const changed = isSet && listSize(rt, list) !== size;
    if (changed) rt.raise('RuntimeError', 'list changed size during iteration');
    if (isSet && !changed) continue;
    const error = rt.takeError();
    rt.hold(error);
    resize(rt, self, length);
    rt.setError(rt.unhold());
    return 0;
  }
  return rt.none();
}

function reverse(rt: Runtime, self: Ref): Maybe {
  const { u8 } = rt;
  const { size } = kindOf(rt, self);
  let low = dataOf(rt, self);
  for (let high = low + (arrayLength(rt, self) - 1) * size; low < high; low += size, high -= size) {
    for (let i = 0; i < size; i++) {
      const byte = u8[low + i]!;
      u8[low + i] = u8[high + i]!;
      u8[high + i] = byte;
    }
  }
  return rt.none();
}

function byteswap(rt: Runtime, self: Ref): Maybe {
  const { size } = kindOf(rt, self);
  const bytes = arrayBytes(rt, self);
  if (size > 1) for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
  return rt.none();
}

function bufferInfo(rt: Runtime, self: Ref): Maybe {
  const mark = rt.mark();
  const address = sizeToInt(rt, dataOf(rt, self));
  if (address === 0) return 0;
  rt.hold(address);
  const length = sizeToInt(rt, arrayLength(rt, self));
  if (length === 0) return rt.finish(mark, 0);
  return rt.finish(mark, tupleOf(rt, address, rt.hold(length)));
}

const BLOCK = 64 * 1024;

function toFile(rt: Runtime, self: Ref, file: Ref): Maybe {
  const { size } = kindOf(rt, self);
  for (let at = 0; at < arrayLength(rt, self) * size; at += BLOCK) {
    const bytes = newBytes(rt, arrayBytes(rt, self).slice(at, at + BLOCK));
    if (bytes === 0) return 0;
    const written = rt.consume(bytes, (runtime, block) => {
      const result = runtime.callMethod(file, 'write', block);
      runtime.drop(result);
      return result === 0 ? 0 : 1;
    });
    if (written === 0) return 0;
  }
  return rt.none();
}

function fromFile(rt: Runtime, self: Ref, args: number): Maybe {
  const wanted = sizeArgument(rt, rt.i32[args + 2]! as Ref);
  if (wanted === undefined) return 0;
  if (wanted < 0) return rt.raise('ValueError', 'negative count');
  const bytes = wanted * kindOf(rt, self).size;
  const mark = rt.mark();
  const number = sizeToInt(rt, bytes);
  if (number === 0) return 0;
  rt.hold(number);
  const read = rt.callMethod(rt.i32[args]! as Ref, 'read', number);
  if (read === 0) return rt.finish(mark, 0);
  rt.hold(read);
  if (!isBytes(rt, read)) return rt.finish(mark, rt.raise('TypeError', "read() didn't return bytes"));
  if (!addMemory(rt, self, bytesData(read), bytesLength(rt, read))) return rt.finish(mark, 0);
  const isWhole = bytesLength(rt, read) === bytes;
  return rt.finish(mark, isWhole ? rt.none() : rt.raise('EOFError', "read() didn't return enough bytes"));
}

/** Only arrays of text know characters: the rest of the message where it is none. */
function textOnly(rt: Runtime, self: Ref, method: string): boolean {
  if (kindOf(rt, self).kind === 'text') return true;
  const codes = rt.profile.versionInfo[1] >= 13 ? " ('u' or 'w')" : '';
  rt.raise('ValueError', `${method}() may only be called on unicode type arrays${codes}`);
  return false;
}

function fromUnicode(rt: Runtime, self: Ref, text: Ref): Maybe {
  if (!isStr(rt, text)) {
    return rt.raise('TypeError', `fromunicode() argument must be str, not ${givenType(rt, text)}`);
  }
  return textOnly(rt, self, 'fromunicode') && addText(rt, self, text) ? rt.none() : 0;
}

/** A copy; always an array and of no derived class. */
export function copyOf(rt: Runtime, self: Ref, type: ReturnType<Runtime['typeOf']>): Maybe {
  const copy = newArray(rt, type, kindOf(rt, self), arrayLength(rt, self));
  if (copy !== 0) arrayBytes(rt, copy).set(arrayBytes(rt, self));
  return copy;
}

/** The module's `_array_reconstructor`, owned: what newer pickles name. */
function reconstructor(rt: Runtime): Maybe {
  const module = loadModule(rt, 'array');
  if (module === 0) return 0;
  const mark = rt.mark();
  rt.hold(module);
  return rt.finish(mark, rt.getAttrText(module, '_array_reconstructor'));
}

/** `__reduce_ex__`: before protocol 3 a list of the items, from then on their bytes and how they lie. */
function reduceEx(rt: Runtime, self: Ref, protocol: Ref): Maybe {
  if (!isInt(rt, protocol)) return rt.raise('TypeError', '__reduce_ex__ argument should be an integer');
  const number = indexAsSize(rt, protocol, 'OverflowError');
  if (number === undefined) return 0;
  const mark = rt.mark();
  const hold = (owned: Maybe): Maybe => (owned === 0 ? 0 : rt.hold(owned));
  const type = rt.typeOf(self);
  const dict = hold(type.hasDict ? rt.increfMaybe(rt.instanceDict(self)) : rt.none());
  const { code, machineFormat } = kindOf(rt, self);
  if (dict === 0) return rt.finish(mark, 0);
  if (number < 3) {
    const list = hold(listOfArray(rt, self));
    return rt.finish(mark, list === 0 ? 0 : reduction(rt, type.ref, [rt.name(code), list], dict));
  }
  const rebuild = hold(reconstructor(rt));
  const bytes = rebuild === 0 ? 0 : hold(newBytes(rt, arrayBytes(rt, self).slice()));
  const format = bytes === 0 ? 0 : hold(intFromWord(rt, machineFormat));
  if (rebuild === 0 || bytes === 0 || format === 0) return rt.finish(mark, 0);
  return rt.finish(mark, reduction(rt, rebuild, [type.ref, rt.name(code), format, bytes], dict));
}

export function arrayMethods(arrayType: (rt: Runtime) => ReturnType<Runtime['typeOf']>): readonly NativeFunction[] {
  return [
    oneArg('append', (rt, self, value) => (insertAt(rt, self, arrayLength(rt, self), value) ? rt.none() : 0)),
    noArgs('buffer_info', bufferInfo),
    noArgs('byteswap', byteswap),
    since(
      13,
      noArgs('clear', (rt, self) => (resize(rt, self, 0) ? rt.none() : 0)),
    ),
    noArgs('__copy__', (rt, self) => copyOf(rt, self, arrayType(rt))),
    oneArg('__deepcopy__', (rt, self) => copyOf(rt, self, arrayType(rt))),
    oneArg('count', count),
    oneArg('extend', (rt, self, other) => {
      const isArray = rt.typeOf(other).isSubtypeOf(arrayType(rt));
      const done = isArray ? extendWithArray(rt, self, other) : extendWithItems(rt, self, other);
      return done ? rt.none() : 0;
    }),
    positional('fromfile', 2, 2, fromFile),
    oneArg('fromlist', fromList),
    oneArg('frombytes', (rt, self, bytes) => (addBytes(rt, self, bytes) ? rt.none() : 0)),
    oneArg('fromunicode', fromUnicode),
    positional('index', 1, 3, index),
    positional('insert', 2, 2, insert),
    positional('pop', 0, 1, pop),
    oneArg('__reduce_ex__', reduceEx),
    oneArg('remove', remove),
    noArgs('reverse', reverse),
    oneArg('tofile', toFile),
    noArgs('tolist', listOfArray),
    noArgs('tobytes', (rt, self) => newBytes(rt, arrayBytes(rt, self).slice())),
    noArgs('tounicode', (rt, self) => (textOnly(rt, self, 'tounicode') ? textOfArray(rt, self) : 0)),
    noArgs('__sizeof__', (rt, self) => {
      const basic = rt.heap.types.basicSize[rt.typeId(self)]!;
      return sizeToInt(rt, basic + rt.i32[self + ArrayField.Allocated]! * kindOf(rt, self).size);
    }),
  ];
}
