import type { Ref } from '@uroboros/heap';
import { raiseOwned } from '../runtime/errors.js';
import type { Runtime } from '../runtime/runtime.js';
import { StrField, StrState } from './layout.js';
import { NOT_QUICK } from './quick-types.js';

/** The error of int() of a text that is no number, for short texts of ASCII: programs try, and catch it. */

const BEFORE = "invalid literal for int() with base 10: '";
/** Longer texts are left to the general way, which shows no more than a part of very long ones. */
const LONGEST = 64;

/** What a character says: it may be part of a number (or its repr is not itself), it cannot be, or it is a space within a text. */
const enum Mark {
  Unsure = 0,
  Foreign = 1,
  Plain = 2,
}

function marksOf(): Uint8Array {
  const marks = new Uint8Array(128);
  for (let code = 32; code < 127; code++) {
    const character = String.fromCharCode(code);
    marks[code] = /[0-9_+ -]/.test(character) ? Mark.Plain : Mark.Foreign;
  }
  for (const character of "'\\") marks[character.charCodeAt(0)] = Mark.Unsure;
  return marks;
}

/** Raises ValueError if a string certainly is no int of base 10, and is shown as it is: 0, else {@link NOT_QUICK}. */
export function intRefusal(rt: Runtime): (text: Ref) => 0 | typeof NOT_QUICK {
  const { i32, u8 } = rt;
  const marks = marksOf();
  const before = Uint8Array.from(BEFORE, (character) => character.charCodeAt(0));

  const isForeign = (text: Ref): boolean => {
    const length = i32[text + StrField.Length]!;
    if (length > LONGEST || (i32[text + StrField.State]! & StrState.Ascii) === 0) return false;
    const data = (text + StrField.AsciiData) * 4;
    let foreign = length === 0;
    for (let at = data; at < data + length; at++) {
      const mark = marks[u8[at]!]!;
      if (mark === Mark.Unsure) return false;
      if (mark === Mark.Foreign) foreign = true;
    }
    return foreign;
  };

  return (text) => {
    if (!isForeign(text)) return NOT_QUICK;
    const length = i32[text + StrField.Length]!;
    const message = rt.strs.make(127, before.length + length + 1);
    if (message === 0) return 0;
    const data = (message + StrField.AsciiData) * 4;
    const end = data + before.length;
    for (let at = 0; at < before.length; at++) u8[data + at] = before[at]!;
    rt.strs.copy((text + StrField.AsciiData) * 4, end, length);
    u8[end + length] = 39;
    return raiseOwned(rt, rt.builtin.ValueError, message);
  };
}
