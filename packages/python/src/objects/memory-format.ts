import type { Ref } from '@uroboros/heap';
import { indexOf, isTrue } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { bytesData, bytesLength, isBytes, newBytes } from './bytes.js';
import { newFloat } from './float.js';
import { doubleOf } from './float-type.js';
import { intFromBigInt, intFromNumber, intFromWord, intValue } from './int.js';

/** Items of a buffer as objects, and objects as items: the formats of one character that the module struct calls native. */

/** Bytes of an item, by format character. */
const SIZES: Readonly<Record<string, number>> = {
  '?': 1,
  c: 1,
  b: 1,
  B: 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  n: 8,
  N: 8,
  P: 8,
  e: 2,
  f: 4,
  d: 8,
};

/** The character of a native format, maybe behind '@'; undefined for all others. */
export function nativeCharacter(format: string): string | undefined {
  const character = format.startsWith('@') ? format.slice(1) : format;
  return character.length === 1 && SIZES[character] !== undefined ? character : undefined;
}

export function nativeSize(character: string): number {
  return SIZES[character]!;
}

const views = new WeakMap<ArrayBufferLike, DataView>();

function dataView(rt: Runtime): DataView {
  const { buffer } = rt.u8;
  let view = views.get(buffer);
  if (view === undefined) {
    view = new DataView(buffer);
    views.set(buffer, view);
  }
  return view;
}

/** The value of an item as what JavaScript compares: a number, a bigint, or a bool. */
export function itemValue(rt: Runtime, character: string, address: number): number | bigint {
  const data = dataView(rt);
  switch (character) {
    case '?':
      return data.getUint8(address) === 0 ? 0 : 1;
    case 'b':
      return data.getInt8(address);
    case 'h':
      return data.getInt16(address, true);
    case 'H':
      return data.getUint16(address, true);
    case 'i':
      return data.getInt32(address, true);
    case 'I':
      return data.getUint32(address, true);
    case 'l':
    case 'q':
    case 'n':
      return data.getBigInt64(address, true);
    case 'L':
    case 'Q':
    case 'N':
    case 'P':
      return data.getBigUint64(address, true);
    case 'e':
      return halfToNumber(data.getUint16(address, true));
    case 'f':
      return data.getFloat32(address, true);
    case 'd':
      return data.getFloat64(address, true);
    default:
      return data.getUint8(address);
  }
}

/** The item at an address as an object. */
export function unpackItem(rt: Runtime, character: string, address: number): Maybe {
  if (character === 'c') return newBytes(rt, rt.u8.subarray(address, address + 1));
  const value = itemValue(rt, character, address);
  if (character === '?') return rt.bool(value !== 0);
  if (character === 'e' || character === 'f' || character === 'd') return newFloat(rt, value as number);
  if (typeof value === 'bigint') return intFromBigInt(rt, value);
  return value === (value | 0) ? intFromWord(rt, value) : intFromNumber(rt, value);
}

/** Writes an object as the item at an address; false on error. */
export function packItem(rt: Runtime, character: string, address: number, value: Ref): boolean {
  switch (character) {
    case '?': {
      const truth = isTrue(rt, value);
      if (truth >= 0) rt.u8[address] = truth;
      return truth >= 0;
    }
    case 'c':
      if (!isBytes(rt, value)) return refuse(rt, 'type', character);
      if (bytesLength(rt, value) !== 1) return refuse(rt, 'value', character);
      rt.u8[address] = rt.u8[bytesData(value)]!;
      return true;
    case 'e':
    case 'f':
    case 'd':
      return packFloat(rt, character, address, value);
    default:
      return packInt(rt, character, address, value);
  }
}

function refuse(rt: Runtime, what: 'type' | 'value', character: string): false {
  rt.raise(what === 'type' ? 'TypeError' : 'ValueError', `memoryview: invalid ${what} for format '${character}'`);
  return false;
}

/** An error of a conversion becomes the view's own; others stay. */
function converted(rt: Runtime, character: string): false {
  if (rt.errorIs(rt.builtin.TypeError)) {
    rt.clearError();
    return refuse(rt, 'type', character);
  }
  if (!rt.errorIs(rt.builtin.OverflowError) && !rt.errorIs(rt.builtin.ValueError)) return false;
  rt.clearError();
  return refuse(rt, 'value', character);
}

function packFloat(rt: Runtime, character: string, address: number, value: Ref): boolean {
  const number = doubleOf(rt, value);
  if (number === undefined) return converted(rt, character);
  const data = dataView(rt);
  if (character === 'd') data.setFloat64(address, number, true);
  else if (character === 'f') data.setFloat32(address, number, true);
  else data.setUint16(address, numberToHalf(number), true);
  return true;
}

function packInt(rt: Runtime, character: string, address: number, value: Ref): boolean {
  const int = indexOf(rt, value);
  if (int === 0) return converted(rt, character);
  const number = intValue(rt, int);
  rt.decref(int);
  const size = nativeSize(character);
  const isSigned = character === character.toLowerCase();
  const bits = BigInt(8 * size);
  const least = isSigned ? -(1n << (bits - 1n)) : 0n;
  const most = isSigned ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
  if (number < least || number > most) return refuse(rt, 'value', character);
  const data = dataView(rt);
  if (size === 8) data.setBigInt64(address, BigInt.asIntN(64, number), true);
  else if (size === 4) data.setInt32(address, Number(number) | 0, true);
  else if (size === 2) data.setInt16(address, Number(number), true);
  else data.setInt8(address, Number(number));
  return true;
}

/** A 16-bit float's value. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** The nearest 16-bit float, ties to even; too large ones become infinite. */
function numberToHalf(x: number): number {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(x);
  if (Number.isNaN(x)) return 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  const exponent = magnitude < 2 ** -14 ? -14 : Math.floor(Math.log2(magnitude));
  const scaled = magnitude / 2 ** (exponent - 10);
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  return sign | (magnitude < 2 ** -14 ? rounded : ((exponent + 14) << 10) + rounded);
}
