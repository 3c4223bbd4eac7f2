import type { Ref } from '@uroboros/heap';
import { getItem } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import {
  capitalize,
  caseFold,
  isLowerText,
  isTitleText,
  isUpperText,
  singleCase,
  swapCase,
  toLower,
  toTitle,
  toUpper,
} from '../text/case-map.js';
import {
  isAlnum,
  isAlpha,
  isDecimal,
  isDigit,
  isIdentifier,
  isNumeric,
  isPrintable,
  isSpace,
} from '../text/unicode.js';
import { cInt, givenType, sizeArgument } from './arguments.js';
import { dictEntries, dictGet, dictKeyAt, dictSet, dictValueAt, newDict } from './dict.js';
import { intFromWord, intNumber, isInt } from './int.js';
import { namedMethod } from './named-arguments.js';
import { type NativeFunction, noArgs, oneArg, positional } from './native.js';
import { codePointAt, dataByte, isExactStr, isStr, newStrOfShape, strKind, strLength } from './str.js';
import {
  AsciiKind,
  areAsciiKind,
  CAPITALIZE_MAP,
  CaseChange,
  changeAsciiCase,
  isAscii,
  isAsciiCase,
  mapAscii,
  TITLE_MAP,
} from './str-ascii.js';
import { exactStr, pointsOf, setPoint, strOfPoints, strPad, strSlice } from './str-build.js';
import { Ends } from './str-pieces.js';
import { hasAffix, replaceStr } from './str-search.js';

/** Methods of str that look at or change the characters themselves: case, kinds of characters, padding, stripping, translating. */

// Case --------------------------------------------------------------------------------------------------------------

/**
 * A method that maps the text; `ascii` maps that of ASCII characters where it lies, and `single` names the table by which
 * characters are mapped one by one if that is all there is to do.
 */
function caseMethod(
  name: string,
  ascii: (rt: Runtime, self: Ref) => Maybe,
  map: (text: string) => string,
  doc: string,
  single?: Parameters<typeof singleCase>[0],
): NativeFunction {
  return noArgs(
    name,
    (rt, self) => {
      const length = strLength(rt, self);
      if (isAscii(rt, self) && length > 1) return ascii(rt, self);
      if (single !== undefined && length > 1 && strKind(rt, self) <= 2) {
        const made = mapSingly(rt, self, singleCase(single));
        if (made !== -1) return made;
      }
      return rt.str(map(rt.text(self)));
    },
    doc,
  );
}

/** Each character becomes the one a table says; −1 where it says 0. */
function mapSingly(rt: Runtime, self: Ref, table: Uint16Array): Maybe | -1 {
  const points = pointsOf(rt, self);
  const { length } = points;
  let bits = 0;
  for (let i = 0; i < length; i++) {
    const made = table[points[i]!]!;
    if (made === 0 && points[i] !== 0) return -1;
    bits |= made;
  }
  const result = newStrOfShape(rt, bits, length);
  if (result === 0) return 0;
  for (let i = 0; i < length; i++) setPoint(rt, result, i, table[points[i]!]!);
  return result;
}

// Kinds of characters -----------------------------------------------------------------------------------------------

/** All characters are of a kind, and there is one. */
function kindMethod(
  name: string,
  ascii: AsciiKind,
  isOfKind: (point: number) => boolean,
  doc: string,
  ofEmpty = false,
): NativeFunction {
  return noArgs(
    name,
    (rt, self) => {
      const length = strLength(rt, self);
      if (length === 0) return rt.bool(ofEmpty);
      if (isAscii(rt, self)) return rt.bool(areAsciiKind(rt, self, ascii));
      for (let i = 0; i < length; i++) if (!isOfKind(codePointAt(rt, self, i))) return rt.bool(false);
      return rt.bool(true);
    },
    doc,
  );
}

// Padding -----------------------------------------------------------------------------------------------------------

/** ljust, rjust, center: `share` gives the padding that goes before the text. */
function justifyMethod(name: string, share: (missing: number, width: number) => number, doc: string): NativeFunction {
  const justify = (rt: Runtime, self: Ref, widthArg: Ref, fillArg: Maybe): Maybe => {
    const width = sizeArgument(rt, widthArg);
    if (width === undefined) return 0;
    const fill = fillArg === 0 ? 32 : fillPoint(rt, fillArg);
    if (fill < 0) return 0;
    const missing = Math.max(width - strLength(rt, self), 0);
    const before = share(missing, width);
    return strPad(rt, self, before, missing - before, fill);
  };
  const method = positional(
    name,
    1,
    2,
    (rt, self, args, count) => justify(rt, self, rt.i32[args]! as Ref, count === 2 ? (rt.i32[args + 2]! as Ref) : 0),
    doc,
  );
  return { ...method, two: (rt, self, width) => justify(rt, self, width, 0) };
}

/** The character to pad with, −1 on error. */
function fillPoint(rt: Runtime, given: Ref): number {
  if (!isStr(rt, given)) {
    const got = rt.typeOf(given).name;
    rt.raise('TypeError', `The fill character must be a unicode character, not ${got}`);
    return -1;
  }
  if (strLength(rt, given) === 1) return codePointAt(rt, given, 0);
  rt.raise('TypeError', 'The fill character must be exactly one character long');
  return -1;
}

function zfill(rt: Runtime, self: Ref, widthArg: Ref): Maybe {
  const width = sizeArgument(rt, widthArg);
  if (width === undefined) return 0;
  const length = strLength(rt, self);
  const missing = width - length;
  if (missing <= 0) return exactStr(rt, self);
  const padded = strPad(rt, self, missing, 0, 48);
  if (padded === 0 || length === 0) return padded;
  const sign = codePointAt(rt, self, 0);
  if (sign !== 43 && sign !== 45) return padded;
  // The sign goes in front of the zeros; it is ASCII in a string of any kind.
  const result = rt.text(padded);
  rt.decref(padded);
  return rt.str(String.fromCharCode(sign) + result.slice(0, missing) + result.slice(missing + 1));
}

/** The longest array of numbers that the engine takes, roughly; beyond, it ends the process. */
const MOST_POINTS = 2 ** 26;

const expandTabs = namedMethod(
  'expandtabs',
  'tabsize=8',
  (rt, self, [sizeArg]) => {
    const size = sizeArg ? cInt(rt, sizeArg) : 8;
    if (size === undefined) return 0;
    const points: number[] = [];
    let column = 0;
    for (const point of pointsOf(rt, self)) {
      if (point === 9) {
        const spaces = size > 0 ? size - (column % size) : 0;
        if (points.length + spaces > MOST_POINTS) return rt.noMemory();
        for (let i = 0; i < spaces; i++) points.push(32);
        column += spaces;
      } else {
        points.push(point);
        column = point === 10 || point === 13 ? 0 : column + 1;
      }
    }
    return strOfPoints(rt, points, points.length);
  },
  'Return a copy where all tab characters are expanded using spaces.',
);

// Stripping ---------------------------------------------------------------------------------------------------------

function stripMethod(name: string, ends: Ends, doc: string): NativeFunction {
  const method = positional(
    name,
    0,
    1,
    (rt, self, args, count) => {
      const given = count === 0 ? rt.None : (rt.i32[args]! as Ref);
      if (given === rt.None) return strip(rt, self, undefined, ends);
      if (!isStr(rt, given)) {
        return rt.raise('TypeError', `${name} arg must be None or str`);
      }
      return strip(rt, self, pointsOf(rt, given), ends);
    },
    doc,
  );
  return { ...method, one: (rt, self) => strip(rt, self, undefined, ends) };
}

function strip(rt: Runtime, self: Ref, characters: ArrayLike<number> | undefined, ends: Ends): Maybe {
  if (characters === undefined && strKind(rt, self) === 1) return rt.pieces.strip(self, ends);
  let start = 0;
  let stop = strLength(rt, self);
  if ((ends & Ends.Left) !== 0) while (start < stop && isAmong(codePointAt(rt, self, start), characters)) start++;
  if ((ends & Ends.Right) !== 0) while (stop > start && isAmong(codePointAt(rt, self, stop - 1), characters)) stop--;
  return strSlice(rt, self, start, stop);
}

/** Whether a character is among those to strip: white space if none are named. */
function isAmong(point: number, characters: ArrayLike<number> | undefined): boolean {
  if (characters === undefined) return isSpace(point);
  for (let i = 0; i < characters.length; i++) if (characters[i] === point) return true;
  return false;
}

function removeAffix(name: string, atEnd: boolean, doc: string): NativeFunction {
  return oneArg(
    name,
    (rt, self, part) => {
      if (!isStr(rt, part)) {
        return rt.raise('TypeError', `${name}() argument must be str, not ${givenType(rt, part)}`);
      }
      const length = strLength(rt, self);
      const cut = hasAffix(rt, self, part, 0, length, atEnd) ? strLength(rt, part) : 0;
      if (cut === 0) return exactStr(rt, self);
      return atEnd ? strSlice(rt, self, 0, length - cut) : strSlice(rt, self, cut, length);
    },
    doc,
  );
}

const namedReplace = namedMethod(
  'replace',
  'old, new, /, count=-1',
  (rt, self, [old, replacement, countArg]) => {
    if (!isStr(rt, old as Ref) || !isStr(rt, replacement as Ref)) {
      const index = isStr(rt, old as Ref) ? 2 : 1;
      const wrong = (index === 1 ? old : replacement) as Ref;
      const name = wrong === rt.None ? 'None' : rt.typeOf(wrong).name;
      return rt.raise('TypeError', `replace() argument ${index} must be str, not ${name}`);
    }
    const count = countArg ? sizeArgument(rt, countArg) : -1;
    if (count === undefined) return 0;
    return replaceStr(rt, self, old as Ref, replacement as Ref, count < 0 ? Infinity : count);
  },
  'Return a copy with all occurrences of substring old replaced by new.',
);

/** Before 3.13 no argument of replace has a name. */
const positionalReplace = positional('replace', 2, 3, (rt, _self, args, count) =>
  namedReplace.code(rt, args - 2, count + 1, 0),
);

const replace: NativeFunction = {
  ...namedReplace,
  code: (rt, args, count, kwnames) => {
    if (count === 3 && kwnames === 0) {
      const old = rt.i32[args + 2]! as Ref;
      const replacement = rt.i32[args + 4]! as Ref;
      if (isExactStr(rt, old) && isExactStr(rt, replacement)) {
        return replaceStr(rt, rt.i32[args]! as Ref, old, replacement, Infinity);
      }
    }
    if (rt.profile.versionInfo[1] >= 13) return namedReplace.code(rt, args, count, kwnames);
    return positionalReplace.code(rt, args, count, kwnames);
  },
};

// Translating -------------------------------------------------------------------------------------------------------

/** What a table says of a character: pushes what it becomes; false on error. */
function translatePoint(rt: Runtime, table: Ref, point: number, out: number[]): boolean {
  const mark = rt.mark();
  const key = intFromWord(rt, point);
  if (key === 0) return false;
  rt.hold(key);
  const value = getItem(rt, table, key);
  if (value === 0) {
    rt.releaseTo(mark);
    if (!rt.errorIs(rt.builtin.LookupError)) return false;
    rt.clearError();
    out.push(point);
    return true;
  }
  rt.hold(value);
  const fits = pushTranslated(rt, value, out);
  rt.releaseTo(mark);
  return fits;
}

function pushTranslated(rt: Runtime, value: Ref, out: number[]): boolean {
  if (value === rt.None) return true;
  if (isStr(rt, value)) {
    for (const point of pointsOf(rt, value)) out.push(point);
    return true;
  }
  if (!isInt(rt, value)) {
    rt.raise('TypeError', 'character mapping must return integer, None or str');
    return false;
  }
  const point = intNumber(rt, value);
  if (point >= 0 && point <= 0x10ffff) {
    out.push(point);
    return true;
  }
  rt.raise('ValueError', 'character mapping must be in range(0x110000)');
  return false;
}

/** What the characters below 256 become in {@link translateNarrow}: a character of one byte, or one of these. */
const becomes = new Int16Array(256);
const UNASKED = -1;
const OTHER = -2;

/** {@link translate} where all characters have one byte and become such; −1 if one does not, before anything shows. */
function translateNarrow(rt: Runtime, self: Ref, table: Ref): Maybe | -1 {
  const { u8 } = rt;
  const length = strLength(rt, self);
  const data = dataByte(rt, self);
  // An exact dictionary of ints runs no code of the program: what was asked here may be asked again.
  if (rt.typeId(table) !== rt.ids.dict) return -1;
  becomes.fill(UNASKED);
  let bits = 0;
  for (let i = 0; i < length; i++) {
    const point = u8[data + i]!;
    let made = becomes[point]!;
    if (made === UNASKED) {
      made = becomes[point] = narrowOf(rt, table, point);
      if (made === OTHER) return -1;
    }
    bits |= made;
  }
  const result = rt.strs.make(bits < 128 ? 127 : 255, length);
  if (result === 0) return 0;
  const to = dataByte(rt, result);
  for (let i = 0; i < length; i++) u8[to + i] = becomes[u8[data + i]!]!;
  return result;
}

/** What a dictionary says of a character, if it is a character of one byte; else {@link OTHER}. */
function narrowOf(rt: Runtime, table: Ref, point: number): number {
  const key = intFromWord(rt, point);
  if (key === 0) return OTHER;
  const value = dictGet(rt, table, key);
  rt.decref(key);
  if (value === 0) {
    if (!rt.failed) return point;
    rt.clearError();
    return OTHER;
  }
  if (rt.typeId(value) === rt.ids.smallInt) {
    const made = intNumber(rt, value);
    return made >= 0 && made < 256 ? made : OTHER;
  }
  return isExactStr(rt, value) && strLength(rt, value) === 1 && strKind(rt, value) === 1
    ? codePointAt(rt, value, 0)
    : OTHER;
}

function translate(rt: Runtime, self: Ref, table: Ref): Maybe {
  if (strKind(rt, self) === 1 && strLength(rt, self) > 1) {
    const quick = translateNarrow(rt, self, table);
    if (quick !== -1) return quick;
  }
  const points = pointsOf(rt, self);
  const out: number[] = [];
  // What a character below 256 became, so that the table is asked once for each.
  const known: (readonly number[] | undefined)[] = [];
  for (const point of points) {
    const cached = known[point];
    if (cached !== undefined) {
      for (const translated of cached) out.push(translated);
      continue;
    }
    const before = out.length;
    if (!translatePoint(rt, table, point, out)) return 0;
    if (point < 256) known[point] = out.slice(before);
  }
  return strOfPoints(rt, out, out.length);
}

/** Enters a pair into a table under construction, which stands in a slot. */
function addPair(rt: Runtime, table: Ref, point: number, value: Ref): boolean {
  const mark = rt.mark();
  const key = intFromWord(rt, point);
  if (key === 0) return false;
  rt.hold(key);
  const stored = dictSet(rt, table, key, value);
  rt.releaseTo(mark);
  return stored;
}

export const makeTransMethod: NativeFunction = {
  name: 'maketrans',
  doc: 'Return a translation table usable for str.translate().',
  signature: '',
  code: (rt, args, count, kwnames) => {
    if (kwnames !== 0) return rt.raise('TypeError', 'maketrans() takes no keyword arguments');
    if (count < 1 || count > 3) {
      const bound = count < 1 ? 'at least 1 argument' : 'at most 3 arguments';
      return rt.raise('TypeError', `maketrans expected ${bound}, got ${count}`);
    }
    const table = newDict(rt);
    if (table === 0) return 0;
    const mark = rt.mark();
    rt.hold(table);
    const first = rt.i32[args]! as Ref;
    const filled = count === 1 ? fromMapping(rt, table, first) : fromStrings(rt, table, args, count);
    return filled ? rt.unhold() : rt.finish(mark, 0);
  },
};

function fromStrings(rt: Runtime, table: Ref, args: number, count: number): boolean {
  const x = rt.i32[args]! as Ref;
  const y = rt.i32[args + 2]! as Ref;
  if (!isStr(rt, x)) {
    rt.raise('TypeError', 'first maketrans argument must be a string if there is a second argument');
    return false;
  }
  for (let i = 1; i < count; i++) {
    const given = rt.i32[args + 2 * i]! as Ref;
    if (isStr(rt, given)) continue;
    rt.raise('TypeError', `maketrans() argument ${i + 1} must be str, not ${givenType(rt, given)}`);
    return false;
  }
  if (strLength(rt, x) !== strLength(rt, y)) {
    rt.raise('ValueError', 'the first two maketrans arguments must have equal length');
    return false;
  }
  for (let i = 0; i < strLength(rt, x); i++) {
    const value = intFromWord(rt, codePointAt(rt, y, i));
    if (value === 0) return false;
    const mark = rt.mark();
    rt.hold(value);
    const stored = addPair(rt, table, codePointAt(rt, x, i), value);
    rt.releaseTo(mark);
    if (!stored) return false;
  }
  if (count < 3) return true;
  for (const point of pointsOf(rt, rt.i32[args + 4]! as Ref)) if (!addPair(rt, table, point, rt.None)) return false;
  return true;
}

function fromMapping(rt: Runtime, table: Ref, mapping: Ref): boolean {
  if (rt.typeOf(mapping) !== rt.builtin.dict) {
    rt.raise('TypeError', 'if you give only one argument to maketrans it must be a dict');
    return false;
  }
  for (let entry = 0; entry < dictEntries(rt, mapping); entry++) {
    const value = dictValueAt(rt, mapping, entry);
    if (value === 0) continue;
    const key = dictKeyAt(rt, mapping, entry);
    if (isStr(rt, key)) {
      if (strLength(rt, key) !== 1) {
        rt.raise('ValueError', 'string keys in translate table must be of length 1');
        return false;
      }
      if (!addPair(rt, table, codePointAt(rt, key, 0), value)) return false;
    } else if (isInt(rt, key)) {
      if (!dictSet(rt, table, key, value)) return false;
    } else {
      rt.raise('TypeError', 'keys in translate table must be strings or integers');
      return false;
    }
  }
  return true;
}

export const characterMethods: readonly NativeFunction[] = [
  caseMethod(
    'upper',
    (rt, self) => changeAsciiCase(rt, self, CaseChange.ToUpper),
    toUpper,
    'Return a copy of the string converted to uppercase.',
    'upper',
  ),
  caseMethod(
    'lower',
    (rt, self) => changeAsciiCase(rt, self, CaseChange.ToLower),
    toLower,
    'Return a copy of the string converted to lowercase.',
    'lower',
  ),
  caseMethod(
    'casefold',
    (rt, self) => changeAsciiCase(rt, self, CaseChange.ToLower),
    caseFold,
    'Return a version of the string suitable for caseless comparisons.',
    'fold',
  ),
  caseMethod(
    'title',
    (rt, self) => mapAscii(rt, self, TITLE_MAP),
    toTitle,
    'Return a version of the string where each word is titlecased.',
  ),
  caseMethod(
    'capitalize',
    (rt, self) => mapAscii(rt, self, CAPITALIZE_MAP),
    capitalize,
    'Return a capitalized version of the string.',
  ),
  caseMethod(
    'swapcase',
    (rt, self) => changeAsciiCase(rt, self, CaseChange.Swap),
    swapCase,
    'Convert uppercase characters to lowercase and lowercase characters to uppercase.',
  ),
  noArgs(
    'isupper',
    (rt, self) =>
      rt.bool(isAscii(rt, self) ? isAsciiCase(rt, self, AsciiKind.Upper, AsciiKind.Lower) : isUpperText(rt.text(self))),
    'Return True if the string is an uppercase string, False otherwise.',
  ),
  noArgs(
    'islower',
    (rt, self) =>
      rt.bool(isAscii(rt, self) ? isAsciiCase(rt, self, AsciiKind.Lower, AsciiKind.Upper) : isLowerText(rt.text(self))),
    'Return True if the string is a lowercase string, False otherwise.',
  ),
  noArgs(
    'istitle',
    (rt, self) => rt.bool(isTitleText(rt.text(self))),
    'Return True if the string is a title-cased string, False otherwise.',
  ),
  noArgs(
    'isidentifier',
    (rt, self) => rt.bool(isIdentifier(rt.text(self))),
    'Return True if the string is a valid Python identifier, False otherwise.',
  ),
  noArgs(
    'isascii',
    (rt, self) => rt.bool(isAscii(rt, self)),
    'Return True if all characters in the string are ASCII, False otherwise.',
  ),
  kindMethod('isspace', AsciiKind.Space, isSpace, 'Return True if the string is a whitespace string, False otherwise.'),
  kindMethod(
    'isalpha',
    AsciiKind.Alpha,
    isAlpha,
    'Return True if the string is an alphabetic string, False otherwise.',
  ),
  kindMethod(
    'isalnum',
    AsciiKind.Alnum,
    isAlnum,
    'Return True if the string is an alpha-numeric string, False otherwise.',
  ),
  kindMethod(
    'isdecimal',
    AsciiKind.Digit,
    isDecimal,
    'Return True if the string is a decimal string, False otherwise.',
  ),
  kindMethod('isdigit', AsciiKind.Digit, isDigit, 'Return True if the string is a digit string, False otherwise.'),
  kindMethod(
    'isnumeric',
    AsciiKind.Digit,
    isNumeric,
    'Return True if the string is a numeric string, False otherwise.',
  ),
  kindMethod(
    'isprintable',
    AsciiKind.Printable,
    isPrintable,
    'Return True if all characters in the string are printable, False otherwise.',
    true,
  ),
  justifyMethod('ljust', () => 0, 'Return a left-justified string of length width.'),
  justifyMethod('rjust', (missing) => missing, 'Return a right-justified string of length width.'),
  // An odd rest goes left if the width is odd too.
  justifyMethod(
    'center',
    (missing, width) => (missing >> 1) + (missing & width & 1),
    'Return a centered string of length width.',
  ),
  oneArg('zfill', zfill, 'Pad a numeric string with zeros on the left, to fill a field of the given width.'),
  expandTabs,
  stripMethod('strip', Ends.Both, 'Return a copy of the string with leading and trailing whitespace removed.'),
  stripMethod('lstrip', Ends.Left, 'Return a copy of the string with leading whitespace removed.'),
  stripMethod('rstrip', Ends.Right, 'Return a copy of the string with trailing whitespace removed.'),
  removeAffix('removeprefix', false, 'Return a str with the given prefix string removed if present.'),
  removeAffix('removesuffix', true, 'Return a str with the given suffix string removed if present.'),
  replace,
  oneArg('translate', translate, 'Replace each character in the string using the given translation table.'),
];
