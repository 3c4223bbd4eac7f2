import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { floatRepr } from '../text/float-repr.js';
import { type FloatCode, floatText } from '../text/float-text.js';
import type { FormatSpec } from '../text/format-spec.js';
import type { PercentField } from '../text/percent-format.js';
import { Align } from './ascii-writer.js';
import { floatValue } from './float.js';
import { intNumber } from './int.js';

/**
 * Fields of the three format languages for what is formatted most: ints of at most 53 bits, finite floats and ASCII text of the
 * exact types, written without a detour through JavaScript text. What is not of that kind is refused, and nothing has happened.
 */

/** What a field asks for, in numbers. */
export interface QuickField {
  /** Code of the presentation type; 0 for none. */
  readonly type: number;
  readonly width: number;
  readonly precision: number;
  /** Undefined: text goes left, numbers right. */
  readonly align: Align | undefined;
  readonly fill: number;
  /** What stands before numbers that are not negative: a code, or 0. */
  readonly sign: number;
  /** Separator of groups: a code, or 0. */
  readonly grouping: number;
  /** A float without a type is shown by repr. */
  readonly plain: boolean;
}

const ALIGNS: { readonly [align: string]: Align } = {
  '<': Align.Left,
  '>': Align.Right,
  '^': Align.Center,
  '=': Align.Inside,
};
const LARGEST_WIDTH = 10_000;
/** No precision: all characters. */
const MAX_LENGTH = 2 ** 31 - 1;
const SUPPORTED = /^[sdxXobfFeEgG]?$/;
const PERCENT_SUPPORTED = /^[sdiuxXofFeEgG]$/;

/** A spec of format() as a quick field; undefined if it is not for here. */
export function quickSpec(spec: FormatSpec): QuickField | undefined {
  const { type, fill, align, sign, width, precision, grouping } = spec;
  if (spec.noNegativeZero || spec.alternate || !SUPPORTED.test(type)) return undefined;
  if (fill.length !== 1 || fill.charCodeAt(0) > 127 || width > LARGEST_WIDTH || precision > 100) return undefined;
  const zeroPadded = fill === '0' && align === '=';
  if (grouping !== '' && ((type !== '' && type !== 'd') || zeroPadded)) return undefined;
  return {
    type: type === '' ? 0 : type.charCodeAt(0),
    width,
    precision,
    align: align === '' ? undefined : ALIGNS[align],
    fill: fill.charCodeAt(0),
    sign: sign === '+' || sign === ' ' ? sign.charCodeAt(0) : 0,
    grouping: grouping === '' ? 0 : grouping.charCodeAt(0),
    plain: sign === '' && grouping === '',
  };
}

/** A field of a % template as a quick field; undefined if it is not for here. */
export function quickPercent(field: PercentField): QuickField | undefined {
  const { key, flags, width, precision, conversion } = field;
  if (key !== undefined || width === '*' || precision === '*' || field.incomplete || flags.alternate) return undefined;
  if (!PERCENT_SUPPORTED.test(conversion) || width > LARGEST_WIDTH || precision > 100) return undefined;
  const isInt = /[diuxXo]/.test(conversion);
  const isFloat = /[fFeEgG]/.test(conversion);
  if (isInt && precision >= 0) return undefined;
  const zeros = flags.zero && !flags.left && conversion !== 's';
  return {
    type: /[iu]/.test(conversion) ? 100 : conversion.charCodeAt(0),
    width,
    precision: isFloat && precision < 0 ? 6 : precision,
    align: flags.left ? Align.Left : zeros ? Align.Inside : Align.Right,
    fill: zeros ? 48 : 32,
    sign: flags.plus ? 43 : flags.space ? 32 : 0,
    grouping: 0,
    plain: true,
  };
}

const enum Code {
  X = 88,
  B = 98,
  D = 100,
  E = 101,
  F = 102,
  G = 103,
  O = 111,
  S = 115,
  LowerX = 120,
}

/** Writes format(object, field); false, and nothing is written, if that is not for here. */
export function putFormatted(rt: Runtime, object: Ref, field: QuickField): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  const { ids } = rt;
  if (id === ids.smallInt || id === ids.bigInt) return putInt(rt, object, field);
  if (id === ids.float) return putFloat(rt, floatValue(rt, object), field);
  return (id === ids.str || id === ids.internedStr) && putText(rt, object, field);
}

/** Writes `template % …` of one field: %s shows numbers as str() does, and numbers take each other's conversions. */
export function putPercent(rt: Runtime, object: Ref, field: QuickField): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  const { ids } = rt;
  const isInt = id === ids.smallInt || id === ids.bigInt;
  if (field.type === Code.S) {
    if (id === ids.str || id === ids.internedStr) return putText(rt, object, field);
    return (isInt || id === ids.float) && putShown(rt, object, isInt, field);
  }
  if (isInt) return putInt(rt, object, field);
  return id === ids.float && putFloat(rt, floatValue(rt, object), field);
}

function putText(rt: Runtime, object: Ref, field: QuickField): boolean {
  const { type, precision, align } = field;
  if ((type !== 0 && type !== Code.S) || !field.plain || align === Align.Inside) return false;
  const { writer } = rt;
  const start = writer.size();
  if (!writer.str(object, precision < 0 ? MAX_LENGTH : precision)) return false;
  if (field.width > 0) writer.pad(start, field.width, align ?? Align.Left, field.fill, 0);
  return true;
}

/** str(number), as a text. */
function putShown(rt: Runtime, object: Ref, isInt: boolean, field: QuickField): boolean {
  if (field.precision >= 0) return false;
  const { writer } = rt;
  const start = writer.size();
  if (!isInt) writer.text(floatRepr(floatValue(rt, object)));
  else {
    const value = intNumber(rt, object);
    if (Number.isNaN(value)) return false;
    if (value < 0) writer.byte(45);
    writer.digits(Math.abs(value), 0);
  }
  if (field.width > 0) writer.pad(start, field.width, field.align ?? Align.Left, field.fill, 0);
  return true;
}

/** The sign of a number: how many bytes it took. */
function putSign(rt: Runtime, negative: boolean, sign: number): number {
  if (!negative && sign === 0) return 0;
  rt.writer.byte(negative ? 45 : sign);
  return 1;
}

function putInt(rt: Runtime, object: Ref, field: QuickField): boolean {
  const { type } = field;
  const value = intNumber(rt, object);
  if (Number.isNaN(value)) return false;
  if (isFloatCode(type)) return putFloat(rt, value, field);
  if (type === Code.S || field.precision >= 0) return false;
  const { writer } = rt;
  const start = writer.size();
  const magnitude = Math.abs(value);
  const head = putSign(rt, value < 0, field.sign);
  if (type === 0 || type === Code.D) writer.digits(magnitude, field.grouping);
  else writer.radix(magnitude, type === Code.B ? 2 : type === Code.O ? 8 : 16, type === Code.X ? 0 : 32);
  if (field.width > 0) writer.pad(start, field.width, field.align ?? Align.Right, field.fill, head);
  return true;
}

function isFloatCode(type: number): boolean {
  const lower = type | 32;
  return lower >= Code.E && lower <= Code.G;
}

function putFloat(rt: Runtime, value: number, field: QuickField): boolean {
  const { type, precision } = field;
  if (value - value !== 0 || field.grouping !== 0) return false;
  if (type === 0 ? precision >= 0 : !isFloatCode(type)) return false;
  const { writer } = rt;
  const start = writer.size();
  const head = putSign(rt, value < 0 || Object.is(value, -0), field.sign);
  const magnitude = Math.abs(value);
  const places = precision < 0 ? 6 : precision;
  if (type === 0) writer.text(floatRepr(magnitude));
  else if ((type | 32) !== Code.F || !putFixed(rt, magnitude, places)) {
    writer.text(floatText(magnitude, String.fromCharCode(type) as FloatCode, places));
  }
  if (field.width > 0) writer.pad(start, field.width, field.align ?? Align.Right, field.fill, head);
  return true;
}

const MOST_PLACES = 9;
const POWERS = Float64Array.from({ length: MOST_PLACES + 1 }, (_, places) => 10 ** places);
/** What rounds to 31 bits … */
const SCALED_BELOW = 2 ** 31 - 1;
/** … has lost less than this by the multiplication. */
const SCALED_ERROR = 2 ** -20;

/**
 * A number that is not negative, rounded to so many places: false, and nothing is written, if it is large or may lie half way between
 * two decimals, where the double of its product does not tell which one is nearer.
 */
function putFixed(rt: Runtime, value: number, places: number): boolean {
  if (places > MOST_PLACES) return false;
  const scaled = value * POWERS[places]!;
  if (!(scaled < SCALED_BELOW)) return false;
  const whole = Math.floor(scaled);
  const beyondHalf = scaled - whole - 0.5;
  if (Math.abs(beyondHalf) < SCALED_ERROR) return false;
  rt.writer.withPoint(beyondHalf > 0 ? whole + 1 : whole, places);
  return true;
}
