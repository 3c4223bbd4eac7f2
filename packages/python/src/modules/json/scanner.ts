import type { Ref } from '@uroboros/heap';
import { bindParameters, sizeArgument } from '../../objects/arguments.js';
import { dictGetStr, dictSet, newDict } from '../../objects/dict.js';
import { newFloat } from '../../objects/float.js';
import { intFromNumber } from '../../objects/int.js';
import { intFrom } from '../../objects/int-type.js';
import { listAppend, newList } from '../../objects/list.js';
import { isStr } from '../../objects/str.js';
import { pointsOf } from '../../objects/str-build.js';
import { raiseTextError } from '../../objects/text-errors.js';
import { tupleOf } from '../../objects/tuple.js';
import { getAttr } from '../../runtime/attributes.js';
import { setRaised } from '../../runtime/errors.js';
import { isTrue, sizeToInt } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import { intFromText } from '../../text/int-text.js';
import type { NativeTypeDefinition } from '../native-type.js';
import { decodeError, type Points, readString, stringEnd, withPlace } from './strings.js';

/** make_scanner: reads one JSON term of a text. */

const enum Scanner {
  Strict = 4,
  ObjectHook = 6,
  PairsHook = 8,
  ParseFloat = 10,
  ParseInt = 12,
  ParseConstant = 14,
}

/** Attributes of the decoder that a scanner takes, in CPython's order, and their words. */
const TAKEN = [
  ['object_hook', Scanner.ObjectHook],
  ['object_pairs_hook', Scanner.PairsHook],
  ['parse_float', Scanner.ParseFloat],
  ['parse_int', Scanner.ParseInt],
  ['parse_constant', Scanner.ParseConstant],
] as const;

/** Letters and signs of the grammar. */
const enum Ch {
  Quote = 34,
  Plus = 43,
  Comma = 44,
  Minus = 45,
  Dot = 46,
  Zero = 48,
  Nine = 57,
  Colon = 58,
  UpperE = 69,
  OpenBracket = 91,
  CloseBracket = 93,
  LowerE = 101,
  OpenBrace = 123,
  CloseBrace = 125,
}

/** One run of a scanner. Its results are owned; `next` is the index behind what was read. */
class Scan {
  next = 0;
  readonly #points: Points;
  readonly #strict: boolean;
  /** Keys met so far: equal ones are one object. Stands in a slot of the caller. */
  readonly #memo: Ref;

  constructor(
    readonly rt: Runtime,
    readonly self: Ref,
    readonly text: Ref,
    memo: Ref,
  ) {
    this.#points = pointsOf(rt, text);
    this.#strict = rt.i32[self + Scanner.Strict] === 1;
    this.#memo = memo;
  }

  #hook(word: number): Ref {
    return this.rt.i32[this.self + word]! as Ref;
  }

  #skipSpace(from: number): number {
    const points = this.#points;
    let at = from;
    for (let point = points[at]; point === 32 || point === 10 || point === 13 || point === 9; point = points[++at]);
    return at;
  }

  /** The term at an index. */
  term(at: number): Maybe {
    const { rt } = this;
    const points = this.#points;
    if (at < 0) return rt.raise('ValueError', 'idx cannot be negative');
    if (at >= points.length) return stop(rt, at);
    switch (points[at]) {
      case Ch.Quote: {
        const made = readString(rt, this.text, points, at + 1, this.#strict);
        this.next = stringEnd;
        return made;
      }
      case Ch.OpenBrace:
        return this.#nested(' while decoding a JSON object from a unicode string', () => this.#object(at + 1));
      case Ch.OpenBracket:
        return this.#nested(' while decoding a JSON array from a unicode string', () => this.#array(at + 1));
    }
    return this.#word(at) ?? this.#number(at);
  }

  #nested(where: string, read: () => Maybe): Maybe {
    if (!this.rt.enterNative(where)) return 0;
    const made = read();
    this.rt.leaveNative();
    return made;
  }

  /** null, true, false and the numbers that JSON has not; undefined for all else. */
  #word(at: number): Maybe | undefined {
    const { rt } = this;
    switch (this.#points[at]) {
      case 110:
        return this.#spells(at, 'null') ? rt.none() : undefined;
      case 116:
        return this.#spells(at, 'true') ? rt.bool(true) : undefined;
      case 102:
        return this.#spells(at, 'false') ? rt.bool(false) : undefined;
      case 78:
        return this.#spells(at, 'NaN') ? this.#constant('NaN') : undefined;
      case 73:
        return this.#spells(at, 'Infinity') ? this.#constant('Infinity') : undefined;
      case Ch.Minus:
        return this.#spells(at, '-Infinity') ? this.#constant('-Infinity') : undefined;
      default:
        return undefined;
    }
  }

  #spells(at: number, word: string): boolean {
    for (let i = 0; i < word.length; i++) if (this.#points[at + i] !== word.charCodeAt(i)) return false;
    this.next = at + word.length;
    return true;
  }

  #constant(word: string): Maybe {
    return this.rt.call(this.#hook(Scanner.ParseConstant), this.rt.name(word));
  }

  #number(start: number): Maybe {
    const { rt } = this;
    const points = this.#points;
    const isDigit = (index: number): boolean => points[index]! >= Ch.Zero && points[index]! <= Ch.Nine;
    let at = points[start] === Ch.Minus ? start + 1 : start;
    if (!isDigit(at)) return stop(rt, start);
    if (points[at] === Ch.Zero) at++;
    else while (isDigit(at)) at++;
    let isFloat = false;
    if (points[at] === Ch.Dot && isDigit(at + 1)) {
      isFloat = true;
      at += 2;
      while (isDigit(at)) at++;
    }
    if (points[at] === Ch.LowerE || points[at] === Ch.UpperE) {
      let digits = at + 1;
      if (points[digits] === Ch.Minus || points[digits] === Ch.Plus) digits++;
      if (isDigit(digits)) {
        isFloat = true;
        at = digits;
        while (isDigit(at)) at++;
      }
    }
    this.next = at;
    return isFloat ? this.#float(start, at) : this.#int(start, at);
  }

  #spelling(start: number, end: number): string {
    let text = '';
    for (let i = start; i < end; i++) text += String.fromCharCode(this.#points[i]!);
    return text;
  }

  #float(start: number, end: number): Maybe {
    const hook = this.#hook(Scanner.ParseFloat);
    const text = this.#spelling(start, end);
    return hook === this.rt.builtin.float.ref ? newFloat(this.rt, Number(text)) : this.#parsed(hook, text);
  }

  #int(start: number, end: number): Maybe {
    const { rt } = this;
    const hook = this.#hook(Scanner.ParseInt);
    if (hook !== rt.builtin.int.ref) return this.#parsed(hook, this.#spelling(start, end));
    if (end - start <= 15) {
      const isNegative = this.#points[start] === Ch.Minus;
      let value = 0;
      for (let i = isNegative ? start + 1 : start; i < end; i++) value = value * 10 + this.#points[i]! - Ch.Zero;
      return intFromNumber(rt, isNegative ? 0 - value : value);
    }
    try {
      return intFrom(rt, intFromText(this.#spelling(start, end), 10, rt.maxStrDigits));
    } catch (error) {
      return raiseTextError(rt, error);
    }
  }

  #parsed(hook: Ref, spelling: string): Maybe {
    const { rt } = this;
    const text = rt.str(spelling);
    if (text === 0) return 0;
    const mark = rt.mark();
    rt.hold(text);
    return rt.finish(mark, rt.call(hook, text));
  }

  #expected(what: string, at: number): 0 {
    return decodeError(this.rt, `Expecting ${what}`, this.text, at);
  }

  /** Behind a value: the index of the next one, −1 for the closing bracket, which is passed, and −2 on error. */
  #afterValue(close: Ch.CloseBrace | Ch.CloseBracket): number {
    const points = this.#points;
    let at = this.#skipSpace(this.next);
    if (points[at] === close) {
      this.next = at + 1;
      return -1;
    }
    if (points[at] !== Ch.Comma) {
      this.#expected("',' delimiter", at);
      return -2;
    }
    const comma = at;
    at = this.#skipSpace(at + 1);
    if (points[at] === close && this.rt.profile.versionInfo[1] >= 13) {
      const kind = close === Ch.CloseBrace ? 'object' : 'array';
      decodeError(this.rt, `Illegal trailing comma before end of ${kind}`, this.text, comma);
      return -2;
    }
    return at;
  }

  #array(from: number): Maybe {
    const { rt } = this;
    const list = newList(rt, 0);
    if (list === 0) return 0;
    const mark = rt.mark();
    rt.hold(list);
    let at = this.#skipSpace(from);
    if (this.#points[at] === Ch.CloseBracket) {
      this.next = at + 1;
      return rt.unhold();
    }
    while (at >= 0) {
      const value = this.term(at);
      if (value === 0) return rt.finish(mark, 0);
      if (!listAppend(rt, list, value)) {
        rt.decref(value);
        return rt.finish(mark, 0);
      }
      at = this.#afterValue(Ch.CloseBracket);
    }
    return at === -1 ? rt.unhold() : rt.finish(mark, 0);
  }

  #object(from: number): Maybe {
    const { rt } = this;
    const hasPairsHook = this.#hook(Scanner.PairsHook) !== rt.None;
    const made = hasPairsHook ? newList(rt, 0) : newDict(rt);
    if (made === 0) return 0;
    const mark = rt.mark();
    rt.hold(made);
    let at = this.#skipSpace(from);
    if (this.#points[at] === Ch.CloseBrace) {
      this.next = at + 1;
      at = -1;
    }
    while (at >= 0) {
      if (!this.#pair(made, at, hasPairsHook)) return rt.finish(mark, 0);
      at = this.#afterValue(Ch.CloseBrace);
    }
    if (at === -2) return rt.finish(mark, 0);
    const hook = this.#hook(hasPairsHook ? Scanner.PairsHook : Scanner.ObjectHook);
    return hook === rt.None ? rt.unhold() : rt.finish(mark, rt.call(hook, made));
  }

  /** Reads a key and its value into a dictionary, or a list of pairs. */
  #pair(into: Ref, from: number, asPair: boolean): boolean {
    const { rt } = this;
    const points = this.#points;
    if (points[from] !== Ch.Quote) {
      this.#expected('property name enclosed in double quotes', from);
      return false;
    }
    const mark = rt.mark();
    const key = this.#key(from + 1);
    if (key === 0) return false;
    rt.hold(key);
    const colon = this.#skipSpace(stringEnd);
    if (points[colon] !== Ch.Colon) this.#expected("':' delimiter", colon);
    const value = points[colon] === Ch.Colon ? this.term(this.#skipSpace(colon + 1)) : 0;
    let stored = false;
    if (value !== 0) {
      rt.hold(value);
      stored = asPair ? this.#appendPair(into, key, value) : dictSet(rt, into, key, value);
    }
    rt.releaseTo(mark);
    return stored;
  }

  #appendPair(list: Ref, key: Ref, value: Ref): boolean {
    const pair = tupleOf(this.rt, key, value);
    if (pair === 0) return false;
    if (listAppend(this.rt, list, pair)) return true;
    this.rt.decref(pair);
    return false;
  }

  /** A key, the same object for equal ones; owned. */
  #key(from: number): Maybe {
    const { rt } = this;
    const key = readString(rt, this.text, this.#points, from, this.#strict);
    if (key === 0) return 0;
    const known = dictGetStr(rt, this.#memo, key);
    const mark = rt.mark();
    rt.hold(key);
    if (known !== 0) return rt.finish(mark, rt.incref(known));
    return dictSet(rt, this.#memo, key, key) ? rt.unhold() : rt.finish(mark, 0);
  }
}

/** StopIteration with the index at which there is no term: what JSONDecoder.raw_decode waits for. */
function stop(rt: Runtime, at: number): 0 {
  const place = sizeToInt(rt, at);
  if (place === 0) return 0;
  const mark = rt.mark();
  rt.hold(place);
  const error = rt.finish(mark, rt.call(rt.builtin.StopIteration.ref, place));
  return error === 0 ? 0 : setRaised(rt, error);
}

function scan(rt: Runtime, self: Ref, text: Ref, idx: Ref): Maybe {
  const at = sizeArgument(rt, idx);
  if (at === undefined) return 0;
  if (!isStr(rt, text)) {
    return rt.raise('TypeError', `first argument must be a string, not ${rt.typeOf(text).shortName}`);
  }
  const memo = newDict(rt);
  if (memo === 0) return 0;
  const mark = rt.mark();
  rt.hold(memo);
  const run = new Scan(rt, self, text, memo);
  return rt.finish(mark, withPlace(rt, run.term(at), run.next));
}

const CALL = { function: 'scan_once', names: ['string', 'idx'], required: 2 };
const MAKE = { function: 'make_scanner', names: ['context'], required: 1 };

export const scannerType: NativeTypeDefinition = {
  name: '_json.Scanner',
  doc: 'JSON scanner object',
  layout: () => ({ basicSize: 64, gc: true, slots: TAKEN.map(([, word]) => word * 4) }),
  slots: {
    new: (rt, type, args, count, kwnames) => {
      const values = bindParameters(rt, MAKE, args, count, kwnames);
      const self = values === undefined ? 0 : allocInstance(rt, type);
      if (self === 0) return 0;
      const mark = rt.mark();
      rt.hold(self);
      const context = values![0] as Ref;
      const strict = getAttr(rt, context, rt.name('strict'));
      if (strict === 0) return rt.finish(mark, 0);
      rt.hold(strict);
      const flag = isTrue(rt, strict);
      if (flag < 0) return rt.finish(mark, 0);
      rt.i32[self + Scanner.Strict] = flag;
      for (const [name, word] of TAKEN) {
        const value = getAttr(rt, context, rt.name(name));
        if (value === 0) return rt.finish(mark, 0);
        rt.i32[self + word] = value;
      }
      return rt.finish(mark, rt.incref(self));
    },
    call: (rt, self, args, count, kwnames) => {
      const values = bindParameters(rt, CALL, args, count, kwnames);
      return values === undefined ? 0 : scan(rt, self, values[0] as Ref, values[1] as Ref);
    },
  },
  attributes: [{ name: 'strict', get: (rt, self) => rt.bool(rt.i32[self + Scanner.Strict] === 1) }],
  members: TAKEN.map(([name, word]) => ({ name, word, empty: 'none' as const })),
};
