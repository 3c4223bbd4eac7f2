import type { Ref } from '@uroboros/heap';
import { bindParameters, cInt } from '../../objects/arguments.js';
import { dictEntries, dictKeyAt, dictSet, dictSize, dictValueAt, isDict } from '../../objects/dict.js';
import { floatValue, isFloat } from '../../objects/float.js';
import { intNumber, isInt } from '../../objects/int.js';
import { intRepr } from '../../objects/int-type.js';
import { NativeField } from '../../objects/layout.js';
import { isList } from '../../objects/list.js';
import { sortList } from '../../objects/list-sort.js';
import { fastItem, fastSize, sequenceFast } from '../../objects/sequence.js';
import { isStr } from '../../objects/str.js';
import { isTuple, tupleOf } from '../../objects/tuple.js';
import { containsItem, deleteItem, isTrue } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import { floatRepr } from '../../text/float-repr.js';

import type { NativeTypeDefinition } from '../native-type.js';
import { ASCII_ENCODER, PLAIN_ENCODER } from './functions.js';
import { quoted } from './strings.js';

/** make_encoder: writes an object as JSON. */

const enum Encoder {
  Markers = 4,
  Default = 6,
  Encoder = 8,
  Indent = 10,
  KeySeparator = 12,
  ItemSeparator = 14,
  /** Three bytes: sort_keys, skipkeys, allow_nan. */
  Flags = 16,
  /** Which of our own functions `encoder` is. */
  Fast = 18,
}

const enum Flag {
  SortKeys = 1,
  SkipKeys = 2,
  AllowNan = 4,
}

const enum Fast {
  None,
  Plain,
  Ascii,
}

const MEMBERS = [
  ['markers', Encoder.Markers],
  ['default', Encoder.Default],
  ['encoder', Encoder.Encoder],
  ['indent', Encoder.Indent],
  ['key_separator', Encoder.KeySeparator],
  ['item_separator', Encoder.ItemSeparator],
] as const;

/** One run of an encoder. What it writes is JavaScript text until the end; false means that an exception is set. */
class Encoding {
  out = '';
  readonly #flags: number;
  readonly #fast: Fast;
  readonly #keySeparator: string;
  readonly #itemSeparator: string;
  readonly #indent: string | undefined;
  readonly #markers: Ref;

  constructor(
    readonly rt: Runtime,
    readonly self: Ref,
  ) {
    const field = (word: number): Ref => rt.i32[self + word]! as Ref;
    this.#flags = rt.i32[self + Encoder.Flags]!;
    this.#fast = rt.i32[self + Encoder.Fast]! as Fast;
    this.#keySeparator = rt.text(field(Encoder.KeySeparator));
    this.#itemSeparator = rt.text(field(Encoder.ItemSeparator));
    this.#indent = field(Encoder.Indent) === rt.None ? undefined : rt.text(field(Encoder.Indent));
    this.#markers = field(Encoder.Markers);
  }

  #has(flag: Flag): boolean {
    return (this.#flags & flag) !== 0;
  }

  /** Any object. */
  write(value: Ref, level: number): boolean {
    const { rt } = this;
    if (value === rt.None) this.out += 'null';
    else if (value === rt.True) this.out += 'true';
    else if (value === rt.False) this.out += 'false';
    else if (isStr(rt, value)) return this.#string(value);
    else if (isInt(rt, value)) return this.#int(value);
    else if (isFloat(rt, value)) return this.#float(value);
    else return this.#container(value, level);
    return true;
  }

  #container(value: Ref, level: number): boolean {
    const { rt } = this;
    if (!rt.enterNative(' while encoding a JSON object')) return false;
    const written =
      isList(rt, value) || isTuple(rt, value)
        ? this.#list(value, level)
        : isDict(rt, value)
          ? this.#dict(value, level)
          : this.#other(value, level);
    rt.leaveNative();
    return written;
  }

  #string(value: Ref): boolean {
    const { rt } = this;
    if (this.#fast !== Fast.None) {
      this.out += quoted(rt.text(value), this.#fast === Fast.Ascii);
      return true;
    }
    const made = rt.call(rt.i32[this.self + Encoder.Encoder]! as Ref, value);
    if (made === 0) return false;
    const isText = isStr(rt, made);
    if (isText) this.out += rt.text(made);
    else rt.raise('TypeError', `encoder() must return a string, not ${rt.typeOf(made).shortName}`);
    rt.decref(made);
    return isText;
  }

  #int(value: Ref): boolean {
    const { rt } = this;
    const number = intNumber(rt, value);
    if (Number.isSafeInteger(number)) {
      this.out += number;
      return true;
    }
    const made = intRepr(rt, value);
    if (made === 0) return false;
    this.out += rt.text(made);
    rt.decref(made);
    return true;
  }

  #float(value: Ref): boolean {
    const { rt } = this;
    const number = floatValue(rt, value);
    if (Number.isFinite(number)) {
      this.out += floatRepr(number);
      return true;
    }
    if (!this.#has(Flag.AllowNan)) {
      const text = rt.profile.versionInfo[1] >= 12 ? `: ${floatRepr(number)}` : '';
      rt.raise('ValueError', `Out of range float values are not JSON compliant${text}`);
      return false;
    }
    this.out += Number.isNaN(number) ? 'NaN' : number > 0 ? 'Infinity' : '-Infinity';
    return true;
  }

  /** Notes that an object is being written: the int of its address, held by the caller's mark; 0 if nothing is noted, −1 on error. */
  #enter(value: Ref): Ref | 0 | -1 {
    const { rt } = this;
    const markers = this.#markers;
    if (markers === rt.None) return 0;
    const id = rt.sizeToInt(value * 4);
    if (id === 0) return -1;
    rt.hold(id);
    const known = containsItem(rt, markers, id);
    if (known < 0) return -1;
    if (known === 1) {
      rt.raise('ValueError', 'Circular reference detected');
      return -1;
    }
    return dictSet(rt, markers, id, value) ? id : -1;
  }

  #leave(id: Ref | 0): boolean {
    return id === 0 || deleteItem(this.rt, this.#markers, id);
  }

  #other(value: Ref, level: number): boolean {
    const { rt } = this;
    const mark = rt.mark();
    const id = this.#enter(value);
    let written = false;
    if (id !== -1) {
      const made = rt.call(rt.i32[this.self + Encoder.Default]! as Ref, value);
      if (made !== 0) {
        rt.hold(made);
        written = this.write(made, level) && this.#leave(id);
      }
    }
    rt.releaseTo(mark);
    return written;
  }

  /** An item of a container. The markers keep what code of the program is asked about; without them a slot does, unlike CPython. */
  #kept(item: Ref): Ref {
    return this.#markers === this.rt.None ? this.rt.hold(this.rt.incref(item)) : item;
  }

  #newline(level: number): string {
    return this.#indent === undefined ? '' : `\n${this.#indent.repeat(level)}`;
  }

  #list(value: Ref, level: number): boolean {
    const { rt } = this;
    const mark = rt.mark();
    const items = sequenceFast(rt, value, '_iterencode_list needs a sequence');
    if (items === 0) return false;
    rt.hold(items);
    const written = this.#items(value, items, level);
    rt.releaseTo(mark);
    return written;
  }

  #items(value: Ref, items: Ref, level: number): boolean {
    const { rt } = this;
    if (fastSize(rt, items) === 0) {
      this.out += '[]';
      return true;
    }
    const id = this.#enter(value);
    if (id === -1) return false;
    this.out += `[${this.#newline(level + 1)}`;
    const between = this.#itemSeparator + this.#newline(level + 1);
    // The list may change while an item is written.
    for (let i = 0; i < fastSize(rt, items); i++) {
      if (i > 0) this.out += between;
      const mark = rt.mark();
      const written = this.write(this.#kept(fastItem(rt, items, i)), level + 1);
      rt.releaseTo(mark);
      if (!written) return false;
    }
    if (!this.#leave(id)) return false;
    this.out += `${this.#newline(level)}]`;
    return true;
  }

  #dict(value: Ref, level: number): boolean {
    const { rt } = this;
    if (dictSize(rt, value) === 0) {
      this.out += '{}';
      return true;
    }
    const mark = rt.mark();
    const id = this.#enter(value);
    const written = id !== -1 && this.#pairs(value, level + 1) && this.#leave(id);
    rt.releaseTo(mark);
    if (written) this.out += `${this.#newline(level)}}`;
    return written;
  }

  #pairs(dict: Ref, level: number): boolean {
    const { rt } = this;
    this.out += `{${this.#newline(level)}`;
    const before = this.out.length;
    const asList = this.#has(Flag.SortKeys) || rt.typeId(dict) !== rt.ids.dict || rt.profile.versionInfo[1] < 12;
    if (asList) return this.#sortedPairs(dict, level, before);
    for (let entry = 0; entry < dictEntries(rt, dict); entry++) {
      const value = dictValueAt(rt, dict, entry);
      if (value === 0) continue;
      const mark = rt.mark();
      const written = this.#pair(this.#kept(dictKeyAt(rt, dict, entry)), this.#kept(value), level, before);
      rt.releaseTo(mark);
      if (!written) return false;
    }
    return true;
  }

  #sortedPairs(dict: Ref, level: number, before: number): boolean {
    const { rt } = this;
    const mark = rt.mark();
    const view = rt.callMethod(dict, 'items');
    if (view === 0) return false;
    rt.hold(view);
    const items = rt.call(rt.builtin.list.ref, view);
    if (items === 0) return rt.finish(mark, 0) !== 0;
    rt.hold(items);
    let written = !this.#has(Flag.SortKeys) || sortList(rt, items, 0, false);
    for (let i = 0; written && i < fastSize(rt, items); i++) {
      const pair = fastItem(rt, items, i);
      if (!isTuple(rt, pair) || rt.tupleSize(pair) !== 2) {
        rt.raise('ValueError', 'items must return 2-tuples');
        written = false;
      } else {
        written = this.#pair(rt.tupleItem(pair, 0), rt.tupleItem(pair, 1), level, before);
      }
    }
    rt.releaseTo(mark);
    return written;
  }

  /** A key and its value; `before` is the length of the text before the first pair. */
  #pair(key: Ref, value: Ref, level: number, before: number): boolean {
    const { rt } = this;
    const known = isStr(rt, key) || key === rt.None || isInt(rt, key) || isFloat(rt, key);
    if (!known && this.#has(Flag.SkipKeys)) return true;
    if (!known) {
      rt.raise('TypeError', `keys must be str, int, float, bool or None, not ${rt.typeOf(key).shortName}`);
      return false;
    }
    if (this.out.length > before) this.out += this.#itemSeparator + this.#newline(level);
    if (!this.#key(key)) return false;
    this.out += this.#keySeparator;
    return this.write(value, level);
  }

  #key(key: Ref): boolean {
    if (isStr(this.rt, key)) return this.#string(key);
    const at = this.out.length;
    if (!this.write(key, 0)) return false;
    // What is no string is written as one; with an encoder of the program, by it.
    const spelling = this.out.slice(at);
    this.out = this.out.slice(0, at);
    if (this.#fast !== Fast.None) {
      this.out += `"${spelling}"`;
      return true;
    }
    const { rt } = this;
    const text = rt.str(spelling);
    if (text === 0) return false;
    const mark = rt.mark();
    const written = this.#string(rt.hold(text));
    rt.releaseTo(mark);
    return written;
  }
}

const CALL = { function: '_iterencode', names: ['obj', '_current_indent_level'], required: 2 };
const MAKE = {
  function: 'make_encoder',
  names: [
    'markers',
    'default',
    'encoder',
    'indent',
    'key_separator',
    'item_separator',
    'sort_keys',
    'skipkeys',
    'allow_nan',
  ],
  required: 9,
};

function fastOf(rt: Runtime, encoder: Ref): Fast {
  if (rt.typeId(encoder) !== rt.ids.native) return Fast.None;
  const native = rt.natives[rt.i32[encoder + NativeField.Native]!];
  return native === ASCII_ENCODER ? Fast.Ascii : native === PLAIN_ENCODER ? Fast.Plain : Fast.None;
}

function make(rt: Runtime, self: Ref, values: readonly Ref[]): boolean {
  const markers = values[0]!;
  if (markers !== rt.None && !isDict(rt, markers)) {
    const got = rt.typeOf(markers).shortName;
    rt.raise('TypeError', `make_encoder() argument 1 must be dict or None, not ${got}`);
    return false;
  }
  for (const i of [4, 5]) {
    if (isStr(rt, values[i]!)) continue;
    rt.raise('TypeError', `make_encoder() argument ${i + 1} must be str, not ${rt.typeOf(values[i]!).name}`);
    return false;
  }
  let flags = 0;
  for (const [i, flag] of [Flag.SortKeys, Flag.SkipKeys, Flag.AllowNan].entries()) {
    const truth = isTrue(rt, values[6 + i]!);
    if (truth < 0) return false;
    if (truth === 1) flags |= flag;
  }
  MEMBERS.forEach(([, word], i) => {
    rt.i32[self + word] = rt.incref(values[i]!);
  });
  rt.i32[self + Encoder.Flags] = flags;
  rt.i32[self + Encoder.Fast] = fastOf(rt, values[2]!);
  return true;
}

const flagAttribute = (name: string, flag: Flag) => ({
  name,
  get: (rt: Runtime, self: Ref): Maybe => rt.bool((rt.i32[self + Encoder.Flags]! & flag) !== 0),
});

export const encoderType: NativeTypeDefinition = {
  name: '_json.Encoder',
  doc: 'Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)',
  layout: () => ({ basicSize: 80, gc: true, slots: MEMBERS.map(([, word]) => word * 4) }),
  slots: {
    new: (rt, type, args, count, kwnames) => {
      const values = bindParameters(rt, MAKE, args, count, kwnames);
      const self = values === undefined ? 0 : allocInstance(rt, type);
      if (self === 0) return 0;
      const mark = rt.mark();
      rt.hold(self);
      return make(rt, self, values as Ref[]) ? rt.unhold() : rt.finish(mark, 0);
    },
    call: (rt, self, args, count, kwnames) => {
      const values = bindParameters(rt, CALL, args, count, kwnames);
      const level = values === undefined ? undefined : cInt(rt, values[1] as Ref);
      if (level === undefined) return 0;
      const encoding = new Encoding(rt, self);
      if (!encoding.write(values![0] as Ref, level)) return 0;
      const text = rt.str(encoding.out);
      if (text === 0) return 0;
      const mark = rt.mark();
      rt.hold(text);
      return rt.finish(mark, tupleOf(rt, text));
    },
  },
  attributes: [flagAttribute('sort_keys', Flag.SortKeys), flagAttribute('skipkeys', Flag.SkipKeys)],
  members: MEMBERS.map(([name, word]) => ({ name, word, empty: 'none' as const })),
};
