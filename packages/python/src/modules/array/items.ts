import type { Ref } from '@uroboros/heap';
import { floatValue, isExactFloat, newFloat } from '../../objects/float.js';
import { doubleOf } from '../../objects/float-type.js';
import { intFromBigInt, intFromNumber, intFromWord, intNumber, intValue, isSmallInt } from '../../objects/int.js';
import { IntField } from '../../objects/layout.js';
import { codePointAt, isStr, strLength } from '../../objects/str.js';
import { indexOf } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';

/** What the items of an array are: how they lie in memory, and what a Python object must be to become one. */

export type TypeCode = 'b' | 'B' | 'u' | 'w' | 'h' | 'H' | 'i' | 'I' | 'l' | 'L' | 'q' | 'Q' | 'f' | 'd';

export interface ItemKind {
  readonly code: TypeCode;
  /** Place in {@link KINDS}; an array's field holds one more. */
  readonly number: number;
  /** Bytes of an item. */
  readonly size: number;
  readonly kind: 'int' | 'float' | 'text';
  readonly signed: boolean;
  /** Smallest and largest int that fits; beyond 2**53 not exact. */
  readonly least: number;
  readonly most: number;
  /** What pickles call the format, for machines whose first byte is the lowest. */
  readonly machineFormat: number;
}

function kind(code: TypeCode, number: number, size: number, type: ItemKind['kind'], machineFormat: number): ItemKind {
  const signed = type === 'int' && code === code.toLowerCase();
  const bits = 8 * size - (signed ? 1 : 0);
  return {
    code,
    number,
    size,
    kind: type,
    signed,
    least: signed ? -(2 ** bits) : 0,
    most: 2 ** bits - 1,
    machineFormat,
  };
}

/** In CPython's order, which decides where several fit. */
export const KINDS: readonly ItemKind[] = [
  kind('b', 0, 1, 'int', 1),
  kind('B', 1, 1, 'int', 0),
  kind('u', 2, 4, 'text', 20),
  kind('w', 3, 4, 'text', 20),
  kind('h', 4, 2, 'int', 4),
  kind('H', 5, 2, 'int', 2),
  kind('i', 6, 4, 'int', 8),
  kind('I', 7, 4, 'int', 6),
  kind('l', 8, 8, 'int', 12),
  kind('L', 9, 8, 'int', 10),
  kind('q', 10, 8, 'int', 12),
  kind('Q', 11, 8, 'int', 10),
  kind('f', 12, 4, 'float', 14),
  kind('d', 13, 8, 'float', 16),
];

/** The kinds a version has: 'w' came with 3.13. */
export function kindsOf(rt: Runtime): readonly ItemKind[] {
  return rt.profile.versionInfo[1] >= 13 ? KINDS : KINDS.filter(({ code }) => code !== 'w');
}

export function kindNamed(rt: Runtime, code: string): ItemKind | undefined {
  return kindsOf(rt).find((each) => each.code === code);
}

const views = new WeakMap<Runtime, DataView>();

/** The memory, for items of two bytes and floats of four. */
function viewOf(rt: Runtime): DataView {
  let view = views.get(rt);
  if (view === undefined) {
    const { buffer, byteOffset, byteLength } = rt.u8;
    view = new DataView(buffer, byteOffset, byteLength);
    views.set(rt, view);
  }
  return view;
}

/** The item at a byte address as a Python object, owned. */
export function readItem(rt: Runtime, { code, kind: type }: ItemKind, address: number): Maybe {
  switch (code) {
    case 'd':
      return newFloat(rt, rt.f64[address >> 3]!);
    case 'f':
      return newFloat(rt, viewOf(rt).getFloat32(address, true));
    case 'b':
      return intFromWord(rt, (rt.u8[address]! << 24) >> 24);
    case 'B':
      return intFromWord(rt, rt.u8[address]!);
    case 'h':
      return intFromWord(rt, viewOf(rt).getInt16(address, true));
    case 'H':
      return intFromWord(rt, viewOf(rt).getUint16(address, true));
    case 'i':
      return intFromNumber(rt, rt.i32[address >> 2]!);
    case 'I':
      return intFromNumber(rt, rt.i32[address >> 2]! >>> 0);
    default:
      return type === 'text' ? readCharacter(rt, rt.i32[address >> 2]!) : readLong(rt, code, address >> 2);
  }
}

function readCharacter(rt: Runtime, code: number): Maybe {
  if (code >= 0 && code <= 0x10ffff) return rt.str(String.fromCodePoint(code));
  const shown = (code >>> 0).toString(16);
  return rt.raise('ValueError', `character U+${shown} is not in range [U+0000; U+10ffff]`);
}

function readLong(rt: Runtime, code: TypeCode, word: number): Maybe {
  const low = rt.i32[word]! >>> 0;
  const high = rt.i32[word + 1]!;
  const isSigned = code === 'l' || code === 'q';
  // Numbers are exact up to 53 bits.
  if (high >= -0x100000 && high < 0x100000 && (isSigned || high >= 0)) return intFromNumber(rt, high * 2 ** 32 + low);
  return intFromBigInt(rt, (BigInt(isSigned ? high : high >>> 0) << 32n) | BigInt(low));
}

/** The value that {@link convertItem} made of an object: a number, or the words of an int of 64 bits. */
let converted = 0;
let convertedHigh = 0;

/**
 * Makes an item of an object, for {@link storeItem}; false on error. May run `__index__` or `__float__`: where the array lies must be asked
 * afterwards.
 */
export function convertItem(rt: Runtime, item: ItemKind, value: Ref): boolean {
  if (item.kind === 'int') {
    if (isSmallInt(rt, value)) {
      converted = rt.i32[value + IntField.Value]!;
      convertedHigh = converted < 0 ? -1 : 0;
      if (converted >= item.least && converted <= item.most) return true;
    }
    return convertInt(rt, item, value);
  }
  if (item.kind === 'text') return convertCharacter(rt, value);
  if (isExactFloat(rt, value)) {
    converted = floatValue(rt, value);
    return true;
  }
  const number = doubleOf(rt, value);
  if (number !== undefined) converted = number;
  return number !== undefined;
}

function convertCharacter(rt: Runtime, value: Ref): boolean {
  if (!isStr(rt, value) || strLength(rt, value) !== 1) {
    rt.raise('TypeError', 'array item must be unicode character');
    return false;
  }
  converted = codePointAt(rt, value, 0);
  return true;
}

function convertInt(rt: Runtime, item: ItemKind, value: Ref): boolean {
  const index = indexOf(rt, value);
  if (index === 0) return false;
  const number = intNumber(rt, index);
  const big = Number.isNaN(number) || item.size === 8 ? intValue(rt, index) : BigInt(number);
  rt.decref(index);
  const message = refusal(item, big);
  if (message !== undefined) {
    rt.raise('OverflowError', message);
    return false;
  }
  converted = item.size === 8 ? Number(BigInt.asIntN(32, big)) : number;
  convertedHigh = Number(BigInt.asIntN(32, big >> 32n));
  return true;
}

/** Why an int does not fit, in the words of the C conversions that an item of the kind goes through; undefined if it fits. */
function refusal({ code, size, least, most }: ItemKind, value: bigint): string | undefined {
  const bound = (what: string, low: number, high: number): string | undefined => {
    if (value < BigInt(low)) return `${what} is less than minimum`;
    return value > BigInt(high) ? `${what} is greater than maximum` : undefined;
  };
  const isUnsignedLong = value >= 0n && value < 2n ** 64n;
  if (code === 'Q') return isUnsignedLong ? undefined : value < 0n ? "can't convert negative int to unsigned" : TOO_BIG;
  if (code === 'I' || code === 'L') {
    if (value < 0n) return "can't convert negative value to unsigned int";
    if (!isUnsignedLong) return 'Python int too large to convert to C unsigned long';
    return size === 8 ? undefined : bound('unsigned int', least, most);
  }
  const isLong = value >= -(2n ** 63n) && value < 2n ** 63n;
  if (!isLong) return code === 'q' ? TOO_BIG : 'Python int too large to convert to C long';
  if (size === 8) return undefined;
  switch (code) {
    case 'b':
      return bound('signed short integer', -(2 ** 15), 2 ** 15 - 1) ?? bound('signed char', least, most);
    case 'B':
      return bound('unsigned byte integer', least, most);
    case 'h':
      return bound('signed short integer', least, most);
    case 'H':
      return bound('signed integer', -(2 ** 31), 2 ** 31 - 1) ?? bound('unsigned short', least, most);
    default:
      return bound('signed integer', least, most);
  }
}

const TOO_BIG = 'int too big to convert';

/** Writes what {@link convertItem} made to a byte address. */
export function storeItem(rt: Runtime, { code, size }: ItemKind, address: number): void {
  switch (code) {
    case 'd':
      rt.f64[address >> 3] = converted;
      return;
    case 'f':
      viewOf(rt).setFloat32(address, converted, true);
      return;
    case 'h':
    case 'H':
      viewOf(rt).setInt16(address, converted, true);
      return;
    case 'b':
    case 'B':
      rt.u8[address] = converted;
      return;
    default:
      rt.i32[address >> 2] = converted;
      if (size === 8) rt.i32[(address >> 2) + 1] = convertedHigh;
  }
}
