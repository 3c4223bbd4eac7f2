import type { Ref } from '@uroboros/heap';
import { bindParameters, givenType, sizeArgument } from '../objects/arguments.js';
import { BufferFlag, type BufferView, getBuffer, hasBuffer, releaseBuffer } from '../objects/buffer.js';
import { bytesData, bytesLength, bytesView, isBytes, newBytes, newBytesOfSize } from '../objects/bytes.js';
import { bytesArgument } from '../objects/bytes-search.js';
import { dictClear, dictGet, dictSet, dictSize, newDict } from '../objects/dict.js';
import { floatValue, newFloat } from '../objects/float.js';
import { toFloat } from '../objects/float-type.js';
import { intFromBigInt, intFromNumber, intFromWord, intNumber, isInt } from '../objects/int.js';
import { checkCount, type NativeFunction, noArgs, oneArg } from '../objects/native.js';
import { isStr } from '../objects/str.js';
import { isAscii } from '../objects/str-ascii.js';
import { finishTuple, newTuple } from '../objects/tuple.js';
import { indexAsSize, indexOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import { latin1 } from '../text/numeric-text.js';
import { functionNoArgs, functionOneArg } from './functions.js';
import type { NativeModule } from './module.js';
import { namedFunction } from './named-function.js';
import { type NativeTypeDefinition, nativeType, newExceptionClass, raiseClass } from './native-type.js';
import { boundsOf, type FormatCode, halfBits, halfValue, parseFormat, type StructFormat } from './struct-format.js';

/** The module _struct: values packed into bytes. */

const enum Struct {
  /** Number of the parsed format, plus one; 0 before `__init__`. */
  Parsed = 8,
  /** The format as bytes. */
  Format = 10,
}

const enum Unpacker {
  Struct = 4,
  Buffer = 6,
  Position = 8,
}

interface StructState {
  /** struct.error. */
  readonly error: Ref;
  /** Structs by the formats that functions were given. */
  readonly cache: Ref;
  readonly parsed: StructFormat[];
  readonly numbers: Map<string, number>;
  readonly view: DataView;
}

const states = new WeakMap<Runtime, StructState>();

function stateOf(rt: Runtime): StructState {
  let state = states.get(rt);
  if (state === undefined) {
    const error = newExceptionClass(rt, 'struct', 'error', rt.builtin.Exception.ref);
    if (error === 0) throw rt.heap.exhausted(0);
    const { buffer, byteOffset, byteLength } = rt.u8;
    const cache = newDict(rt);
    if (cache === 0) throw rt.heap.exhausted(0);
    const view = new DataView(buffer, byteOffset, byteLength);
    state = { error, cache: rt.keep(cache), parsed: [], numbers: new Map(), view };
    states.set(rt, state);
  }
  return state;
}

/** struct.error with a message: returns 0. */
function fail(rt: Runtime, message: string): 0 {
  return raiseClass(rt, stateOf(rt).error, message);
}

// Formats --------------------------------------------------------------------------------------------------------------------

/** The number of a format's parsed form; −1 on error. */
function formatNumber(rt: Runtime, text: string): number {
  const state = stateOf(rt);
  const known = state.numbers.get(text);
  if (known !== undefined) return known;
  const parsed = parseFormat(text);
  if (typeof parsed === 'string') {
    fail(rt, parsed);
    return -1;
  }
  const number = state.parsed.push(parsed) - 1;
  state.numbers.set(text, number);
  return number;
}

/** A format argument as text; undefined on error. */
function formatText(rt: Runtime, format: Ref): string | undefined {
  if (isBytes(rt, format)) return latin1(bytesView(rt, format));
  if (!isStr(rt, format)) {
    const got = rt.typeOf(format).name;
    rt.raise('TypeError', `Struct() argument 1 must be a str or bytes object, not ${got}`);
    return undefined;
  }
  if (!isAscii(rt, format)) {
    const encoded = rt.callMethod(format, 'encode', rt.name('ascii'));
    if (encoded === 0) return undefined;
    rt.decref(encoded);
  }
  return rt.text(format);
}

/** The format that a function of the module is given as text, bytes or Struct; undefined on error. */
function formatArgument(rt: Runtime, format: Ref): StructFormat | undefined {
  const struct = structArgument(rt, format);
  if (struct === 0) return undefined;
  const parsed = formatOf(rt, struct);
  rt.decref(struct);
  return parsed;
}

/** A Struct of it, owned: texts are looked up in a cache, which holds them and their Structs (cache_struct_converter). */
function structArgument(rt: Runtime, format: Ref): Maybe {
  const type = nativeType(rt, structType);
  if (rt.typeOf(format).isSubtypeOf(type)) return rt.incref(format);
  const { cache } = stateOf(rt);
  const known = dictGet(rt, cache, format);
  if (known !== 0 || rt.failed) return known === 0 ? 0 : rt.incref(known);
  const struct = rt.call(type.ref, format);
  if (struct === 0) return 0;
  const mark = rt.mark();
  rt.hold(struct);
  if (dictSize(rt, cache) >= CACHED_FORMATS) dictClear(rt, cache);
  // Without memory for it the cache goes without.
  if (!dictSet(rt, cache, format, struct)) rt.clearError();
  return rt.finish(mark, rt.incref(struct));
}

const CACHED_FORMATS = 100;

function formatOf(rt: Runtime, self: Ref): StructFormat | undefined {
  const number = rt.i32[self + Struct.Parsed]!;
  if (number !== 0) return stateOf(rt).parsed[number - 1];
  rt.raise('RuntimeError', 'Struct object is not initialized');
  return undefined;
}

// Packing --------------------------------------------------------------------------------------------------------------------

/** An int of an argument, owned (get_pylong). */
function integerOf(rt: Runtime, value: Ref): Maybe {
  if (isInt(rt, value)) return rt.incref(value);
  if (rt.typeOf(value).slots.index === undefined) return fail(rt, 'required argument is not an integer');
  return indexOf(rt, value);
}

/** The message for a number that does not fit; until 3.12 it depended on the code and the size of C's types. */
function outOfRange(rt: Runtime, format: StructFormat, { letter, size }: FormatCode, value: bigint): string {
  const [least, most] = boundsOf(letter, size);
  const range = `'${letter}' format requires ${least} <= number <= ${most}`;
  if (rt.profile.versionInfo[1] >= 12) return range;
  const [longLeast, longMost] = boundsOf('q', 8);
  if (size === 8) return !format.littleEndian ? 'int too large to convert' : 'argument out of range';
  const unsignedLong = 'ILH'.includes(letter) && !(letter === 'H' && format.littleEndian);
  if (unsignedLong ? value < 0n || value > boundsOf('Q', 8)[1] : value < longLeast || value > longMost) {
    return 'argument out of range';
  }
  const name = { b: 'byte', B: 'ubyte', h: 'short', H: 'ushort' }[letter];
  const named = name !== undefined && (size === 1 || format.littleEndian);
  return named ? `${name} format requires ${least} <= number <= ${most}` : range;
}

function packInteger(rt: Runtime, format: StructFormat, code: FormatCode, at: number, value: Ref): boolean {
  const integer = integerOf(rt, value);
  if (integer === 0) return false;
  const number = intNumber(rt, integer);
  const isSmall = Number.isSafeInteger(number);
  const { view } = stateOf(rt);
  const little = format.littleEndian;
  if (code.size === 8 && isSmall && (number >= 0 || 'qn'.includes(code.letter))) {
    rt.decref(integer);
    const low = little ? at : at + 4;
    view.setInt32(low, number | 0, little);
    view.setInt32(little ? at + 4 : at, Math.floor(number / 2 ** 32) | 0, little);
    return true;
  }
  const big = !isSmall || code.size === 8 ? rt.intOf(integer) : 0n;
  rt.decref(integer);
  if (code.size === 8) {
    const [least, most] = code.letter === 'P' ? [boundsOf('q', 8)[0], boundsOf('Q', 8)[1]] : boundsOf(code.letter, 8);
    if (big < least || big > most) {
      fail(rt, code.letter === 'P' ? 'int too large to convert' : outOfRange(rt, format, code, big));
      return false;
    }
    view.setBigInt64(at, big, little);
    return true;
  }
  const [least, most] = LIMITS[code.letter]!;
  if (!(number >= least && number <= most)) {
    fail(rt, outOfRange(rt, format, code, Number.isNaN(number) ? big : BigInt(number)));
    return false;
  }
  if (code.size === 1) view.setInt8(at, number);
  else if (code.size === 2) view.setInt16(at, number, little);
  else view.setInt32(at, number, little);
  return true;
}

const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  b: [-128, 127],
  B: [0, 255],
  h: [-32768, 32767],
  H: [0, 65535],
  i: [-(2 ** 31), 2 ** 31 - 1],
  I: [0, 2 ** 32 - 1],
  l: [-(2 ** 31), 2 ** 31 - 1],
  L: [0, 2 ** 32 - 1],
};

function packFloat(rt: Runtime, format: StructFormat, code: FormatCode, at: number, value: Ref): boolean {
  const float = toFloat(rt, value);
  if (float === 0) {
    rt.clearError();
    fail(rt, 'required argument is not a float');
    return false;
  }
  const number = floatValue(rt, float);
  rt.decref(float);
  const { view } = stateOf(rt);
  if (code.letter === 'd') {
    view.setFloat64(at, number, format.littleEndian);
    return true;
  }
  const bits = code.letter === 'e' ? halfBits(number) : 0;
  const overflows = Number.isFinite(number) && !format.native && !Number.isFinite(Math.fround(number));
  if (bits === undefined || (code.letter === 'f' && overflows)) {
    if (isInt(rt, value)) fail(rt, 'int too large to convert');
    else rt.raise('OverflowError', `float too large to pack with ${code.letter} format`);
    return false;
  }
  if (code.letter === 'e') view.setUint16(at, bits, format.littleEndian);
  else view.setFloat32(at, number, format.littleEndian);
  return true;
}

function packText(rt: Runtime, code: FormatCode, at: number, value: Ref): boolean {
  const bytes = isStr(rt, value) ? undefined : bytesArgument(rt, value);
  if (bytes === undefined) {
    rt.clearError();
    fail(rt, `argument for '${code.letter}' must be a bytes object`);
    return false;
  }
  if (code.letter === 's') {
    rt.u8.set(bytes.subarray(0, code.size), at);
    return true;
  }
  if (code.size === 0) return true;
  const length = Math.min(bytes.length, code.size - 1);
  rt.u8.set(bytes.subarray(0, length), at + 1);
  rt.u8[at] = Math.min(length, 255);
  return true;
}

/** Writes one value at a byte address; false on error. */
function packValue(rt: Runtime, format: StructFormat, code: FormatCode, at: number, value: Ref): boolean {
  switch (code.letter) {
    case 'c':
      if (!isBytes(rt, value) || bytesLength(rt, value) !== 1) {
        fail(rt, 'char format requires a bytes object of length 1');
        return false;
      }
      rt.u8[at] = rt.u8[bytesData(value)]!;
      return true;
    case '?': {
      const truth = rt.isTrue(value);
      rt.u8[at] = truth;
      return truth >= 0;
    }
    case 'e':
    case 'f':
    case 'd':
      return packFloat(rt, format, code, at, value);
    case 's':
    case 'p':
      return packText(rt, code, at, value);
    default:
      return packInteger(rt, format, code, at, value);
  }
}

/** Writes all values from the slots at `args` to an address; false on error. */
function packAll(rt: Runtime, format: StructFormat, address: number, args: number): boolean {
  rt.u8.fill(0, address, address + format.size);
  let word = args;
  for (const code of format.codes) {
    for (let i = 0; i < code.repeat; i++) {
      if (!packValue(rt, format, code, address + code.offset + i * code.size, rt.i32[word]! as Ref)) return false;
      word += 2;
    }
  }
  return true;
}

function pack(rt: Runtime, format: StructFormat, args: number, count: number): Maybe {
  if (count !== format.values) {
    return fail(rt, `pack expected ${format.values} items for packing (got ${count})`);
  }
  if (format.size === 0) return newBytes(rt, new Uint8Array(0));
  const bytes = newBytesOfSize(rt, format.size);
  if (bytes === 0) return 0;
  const mark = rt.mark();
  rt.hold(bytes);
  rt.u8[bytesData(bytes) + format.size] = 0;
  return rt.finish(mark, packAll(rt, format, bytesData(bytes), args) ? rt.incref(bytes) : 0);
}

// Unpacking ------------------------------------------------------------------------------------------------------------------

/** Reads one value at a byte address, owned. */
function unpackValue(rt: Runtime, { littleEndian }: StructFormat, { letter, size }: FormatCode, at: number): Maybe {
  const { view } = stateOf(rt);
  switch (letter) {
    case 'b':
      return intFromWord(rt, view.getInt8(at));
    case 'B':
      return intFromWord(rt, view.getUint8(at));
    case 'h':
      return intFromWord(rt, view.getInt16(at, littleEndian));
    case 'H':
      return intFromWord(rt, view.getUint16(at, littleEndian));
    case '?':
      return rt.bool(view.getUint8(at) !== 0);
    case 'c':
      return newBytes(rt, rt.u8.slice(at, at + 1));
    case 's':
      return newBytes(rt, rt.u8.slice(at, at + size));
    case 'p': {
      const length = size === 0 ? 0 : Math.min(rt.u8[at]!, size - 1);
      return newBytes(rt, rt.u8.slice(at + 1, at + 1 + length));
    }
    case 'e':
      return newFloat(rt, halfValue(view.getUint16(at, littleEndian)));
    case 'f':
      return newFloat(rt, view.getFloat32(at, littleEndian));
    case 'd':
      return newFloat(rt, view.getFloat64(at, littleEndian));
    default:
      return unpackLarge(rt, view, letter, size, at, littleEndian);
  }
}

function unpackLarge(rt: Runtime, view: DataView, letter: string, size: number, at: number, little: boolean): Maybe {
  const signed = 'ilqn'.includes(letter);
  if (size === 4) return intFromNumber(rt, signed ? view.getInt32(at, little) : view.getUint32(at, little));
  const low = view.getUint32(little ? at : at + 4, little);
  const high = view.getInt32(little ? at + 4 : at, little);
  // Up to 53 bits and a sign a number holds it; above, an unsigned one has the highest bit as its value.
  if (high >= -(2 ** 20) && high < 2 ** 20 && (signed || high >= 0)) return intFromNumber(rt, high * 2 ** 32 + low);
  return intFromBigInt(rt, signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little));
}

/** The values at an address as a tuple, owned. */
function unpackAll(rt: Runtime, format: StructFormat, address: number): Maybe {
  const tuple = newTuple(rt, format.values);
  if (tuple === 0 || format.values === 0) return tuple;
  const mark = rt.mark();
  rt.hold(tuple);
  let word = tuple + 6;
  for (const code of format.codes) {
    for (let i = 0; i < code.repeat; i++) {
      const value = unpackValue(rt, format, code, address + code.offset + i * code.size);
      if (value === 0) return rt.finish(mark, 0);
      rt.i32[word] = value;
      word += 2;
    }
  }
  return finishTuple(rt, rt.unhold());
}

function unpack(rt: Runtime, format: StructFormat, buffer: Ref): Maybe {
  if (isBytes(rt, buffer) && bytesLength(rt, buffer) === format.size) {
    return unpackAll(rt, format, bytesData(buffer));
  }
  const bytes = bytesArgument(rt, buffer);
  if (bytes === undefined) return 0;
  if (bytes.length !== format.size) return fail(rt, `unpack requires a buffer of ${format.size} bytes`);
  return unpackAll(rt, format, bytes.byteOffset);
}

/** Where in a buffer a struct begins; −1 on error. */
function placeIn(rt: Runtime, format: StructFormat, length: number, wanted: number, packs: boolean): number {
  let offset = wanted;
  const { size } = format;
  if (offset < 0) {
    if (offset + size > 0) {
      fail(rt, `${packs ? 'no space to pack' : 'not enough data to unpack'} ${size} bytes at offset ${offset}`);
      return -1;
    }
    if (offset + length < 0) {
      fail(rt, `offset ${offset} out of range for ${length}-byte buffer`);
      return -1;
    }
    offset += length;
  }
  if (length - offset >= size) return offset;
  // A number as large as it can be is 2⁶³ − 1, which is no JavaScript number.
  const shown = offset >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(offset);
  const [name, doing] = packs ? ['pack_into', 'packing'] : ['unpack_from', 'unpacking'];
  const needed = `${name} requires a buffer of at least ${BigInt(size) + shown} bytes`;
  fail(rt, `${needed} for ${doing} ${size} bytes at offset ${shown} (actual buffer size is ${length})`);
  return -1;
}

function unpackFrom(rt: Runtime, format: StructFormat, values: readonly Maybe[]): Maybe {
  // What is no buffer is told before the offset is read, which may run Python code and move the buffer.
  if (bytesArgument(rt, values[0] as Ref) === undefined) return 0;
  const offset = values[1] ? sizeArgument(rt, values[1]) : 0;
  if (offset === undefined) return 0;
  const bytes = bytesArgument(rt, values[0] as Ref);
  if (bytes === undefined) return 0;
  const place = placeIn(rt, format, bytes.length, offset, false);
  return place < 0 ? 0 : unpackAll(rt, format, bytes.byteOffset + place);
}

function iterUnpack(rt: Runtime, struct: Ref, format: StructFormat, buffer: Ref): Maybe {
  if (format.size === 0) return fail(rt, 'cannot iteratively unpack with a struct of length 0');
  const bytes = bytesArgument(rt, buffer);
  if (bytes === undefined) return 0;
  if (bytes.length % format.size !== 0) {
    return fail(rt, `iterative unpacking requires a buffer of a multiple of ${format.size} bytes`);
  }
  const iterator = allocInstance(rt, nativeType(rt, unpackerType));
  if (iterator === 0) return 0;
  rt.i32[iterator + Unpacker.Struct] = rt.incref(struct);
  rt.i32[iterator + Unpacker.Buffer] = rt.incref(buffer);
  return iterator;
}

/** Values that are left in an iterator's buffer, borrowed; 0 bytes at the end. */
function unpackNext(rt: Runtime, self: Ref): Maybe {
  const struct = rt.i32[self + Unpacker.Struct]! as Maybe;
  if (struct === 0) return 0;
  const format = formatOf(rt, struct);
  const bytes = bytesArgument(rt, rt.i32[self + Unpacker.Buffer]! as Ref);
  if (format === undefined || bytes === undefined) return 0;
  const position = rt.i32[self + Unpacker.Position]!;
  if (position >= bytes.length) {
    rt.replace(self + Unpacker.Struct, 0);
    rt.replace(self + Unpacker.Buffer, 0);
    return 0;
  }
  rt.i32[self + Unpacker.Position] = position + format.size;
  return unpackAll(rt, format, bytes.byteOffset + position);
}

const unpackerType: NativeTypeDefinition = {
  name: '_struct.unpack_iterator',
  final: true,
  layout: () => ({ basicSize: 112, gc: true, slots: [16, 24] }),
  slots: {
    new: (rt) => rt.raise('TypeError', "cannot create '_struct.unpack_iterator' instances"),
    iter: (rt, self) => rt.incref(self),
    next: unpackNext,
  },
  methods: [
    noArgs('__length_hint__', (rt, self) => {
      const struct = rt.i32[self + Unpacker.Struct]! as Maybe;
      const format = struct === 0 ? undefined : formatOf(rt, struct);
      if (format === undefined) return intFromWord(rt, 0);
      const bytes = bytesArgument(rt, rt.i32[self + Unpacker.Buffer]! as Ref);
      if (bytes === undefined) return 0;
      return intFromNumber(rt, (bytes.length - rt.i32[self + Unpacker.Position]!) / format.size);
    }),
  ],
};

// Struct objects -------------------------------------------------------------------------------------------------------------

function initStruct(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  const values = bindParameters(rt, { function: 'Struct', names: ['format'], required: 1 }, args, count, kwnames);
  const text = values === undefined ? undefined : formatText(rt, values[0] as Ref);
  const number = text === undefined ? -1 : formatNumber(rt, text);
  if (number < 0) return false;
  const format = values![0] as Ref;
  const bytes = isBytes(rt, format)
    ? rt.incref(format)
    : newBytes(
        rt,
        Uint8Array.from(text!, (character) => character.charCodeAt(0)),
      );
  if (bytes === 0) return false;
  rt.replace(self + Struct.Format, bytes);
  rt.i32[self + Struct.Parsed] = number + 1;
  return true;
}

const FROM = { function: 'unpack_from', names: ['buffer', 'offset'], required: 1 };

function withFormat(name: string, code: (rt: Runtime, format: StructFormat, args: number, count: number) => Maybe) {
  return {
    name,
    doc: undefined,
    signature: '',
    code: (rt: Runtime, args: number, count: number, kwnames: Maybe): Maybe => {
      if (kwnames !== 0) return rt.raise('TypeError', `Struct.${name}() takes no keyword arguments`);
      const format = formatOf(rt, rt.i32[args]! as Ref);
      return format === undefined ? 0 : code(rt, format, args + 2, count - 1);
    },
  };
}

const structType: NativeTypeDefinition = {
  name: '_struct.Struct',
  doc: 'Struct(fmt) --> compiled struct object\n\n',
  layout: () => ({ basicSize: 56, gc: true, slots: [Struct.Format * 4], weakList: 48 }),
  slots: {
    new: (rt, type) => allocInstance(rt, type),
    init: initStruct,
    repr: (rt, self) => {
      const format = formatOf(rt, self);
      if (format === undefined) return 0;
      if (rt.profile.versionInfo[1] >= 13) return rt.str(`${rt.typeOf(self).shortName}('${format.text}')`);
      return rt.builtin.object.slots.repr!(rt, self);
    },
  },
  methods: [
    withFormat('pack', pack),
    withFormat('pack_into', (rt, format, args, count) => packInto(rt, format, args, count)),
    oneArg('unpack', (rt, self, buffer) => {
      const format = formatOf(rt, self);
      return format === undefined ? 0 : unpack(rt, format, buffer);
    }),
    {
      name: 'unpack_from',
      doc: undefined,
      signature: '',
      code: (rt, args, count, kwnames) => {
        const format = formatOf(rt, rt.i32[args]! as Ref);
        const values = format === undefined ? undefined : bindParameters(rt, FROM, args + 2, count - 1, kwnames);
        return values === undefined ? 0 : unpackFrom(rt, format!, values);
      },
    },
    oneArg('iter_unpack', (rt, self, buffer) => {
      const format = formatOf(rt, self);
      return format === undefined ? 0 : iterUnpack(rt, self, format, buffer);
    }),
    noArgs('__sizeof__', (rt, self) => {
      const format = formatOf(rt, self);
      return format === undefined ? 0 : intFromWord(rt, 56 + 32 * (format.codes.length + 1));
    }),
  ],
  attributes: [
    { name: 'format', get: (rt, self) => textAttribute(rt, self) },
    {
      name: 'size',
      get: (rt, self) => {
        if (rt.i32[self + Struct.Parsed] === 0) return intFromWord(rt, -1);
        const format = formatOf(rt, self);
        return format === undefined ? 0 : intFromNumber(rt, format.size);
      },
    },
  ],
};

function textAttribute(rt: Runtime, self: Ref): Maybe {
  const format = formatOf(rt, self);
  return format === undefined ? 0 : rt.str(format.text);
}

function packInto(rt: Runtime, format: StructFormat, args: number, count: number): Maybe {
  if (count === 0) return fail(rt, 'pack_into expected buffer argument');
  if (count === 1) return fail(rt, 'pack_into expected offset argument');
  if (count - 2 !== format.values) {
    return fail(rt, `pack_into expected ${format.values} items for packing (got ${count - 2})`);
  }
  const target = rt.i32[args]! as Ref;
  const view = writableBuffer(rt, target);
  if (view === undefined) return 0;
  // The memory is lent until all is written: converting a value may run Python code.
  const offset = indexAsSize(rt, rt.i32[args + 2]! as Ref, 'IndexError');
  const place = offset === undefined ? -1 : placeIn(rt, format, view.length, offset, true);
  const packed = place >= 0 && packAll(rt, format, view.address + place, args + 4);
  releaseBuffer(rt, target);
  return packed ? rt.none() : 0;
}

/** Memory of an object that may be written to, lent; undefined on error. */
function writableBuffer(rt: Runtime, object: Ref): BufferView | undefined {
  const view = hasBuffer(rt, object) ? getBuffer(rt, object, BufferFlag.Writable) : undefined;
  if (view !== undefined && !view.readonly) return view;
  if (view !== undefined) releaseBuffer(rt, object);
  rt.clearError();
  rt.raise('TypeError', `argument must be read-write bytes-like object, not ${givenType(rt, object)}`);
  return undefined;
}

// Functions ------------------------------------------------------------------------------------------------------------------

/** pack and pack_into: the format before what the method takes. */
function formatFunction(
  name: string,
  code: (rt: Runtime, format: StructFormat, args: number, count: number) => Maybe,
): NativeFunction {
  return {
    name,
    doc: undefined,
    signature: '',
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `_struct.${name}() takes no keyword arguments`);
      if (count === 0) return rt.raise('TypeError', 'missing format argument');
      const format = formatArgument(rt, rt.i32[args]! as Ref);
      return format === undefined ? 0 : code(rt, format, args + 2, count - 1);
    },
  };
}

/** A function of a format and a buffer. */
function bufferFunction(name: string, code: (rt: Runtime, format: Ref, buffer: Ref) => Maybe): NativeFunction {
  return {
    name,
    doc: undefined,
    signature: '(format, buffer, /)',
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `_struct.${name}() takes no keyword arguments`);
      if (!checkCount(rt, name, count, 2, 2)) return 0;
      return code(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref);
    },
  };
}

const unpackFunction = bufferFunction('unpack', (rt, text, buffer) => {
  const format = formatArgument(rt, text);
  return format === undefined ? 0 : unpack(rt, format, buffer);
});

const iterFunction = bufferFunction('iter_unpack', (rt, text, buffer) => {
  const mark = rt.mark();
  const struct = structArgument(rt, text);
  if (struct === 0) return 0;
  rt.hold(struct);
  const format = formatOf(rt, struct);
  return rt.finish(mark, format === undefined ? 0 : iterUnpack(rt, struct, format, buffer));
});

const unpackFromFunction = namedFunction('unpack_from', 'format, /, buffer, offset=0', (rt, [text, ...values]) => {
  const format = formatArgument(rt, text as Ref);
  return format === undefined ? 0 : unpackFrom(rt, format, values);
});

/** The module _struct. */
export const structModule: NativeModule = {
  name: '_struct',
  doc: 'Functions to convert between Python values and C structs.',
  functions: [
    functionNoArgs('_struct', '_clearcache', (rt) => {
      dictClear(rt, stateOf(rt).cache);
      return rt.none();
    }),
    functionOneArg('_struct', 'calcsize', (rt, text) => {
      const format = formatArgument(rt, text);
      return format === undefined ? 0 : intFromNumber(rt, format.size);
    }),
    formatFunction('pack', pack),
    formatFunction('pack_into', packInto),
    unpackFunction,
    unpackFromFunction,
    iterFunction,
  ],
  init: (rt, dict) =>
    dictSet(rt, dict, rt.name('Struct'), nativeType(rt, structType).ref) &&
    dictSet(rt, dict, rt.name('error'), stateOf(rt).error),
};
