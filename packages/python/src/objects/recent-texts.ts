import type { Ref } from '@uroboros/heap';
import type { Runtime } from '../runtime/runtime.js';
import { StrField, StrState } from './layout.js';

/** Places for what was met last. */
const RECENT = 256;

/**
 * What was made of strings met last, by where they lie: a template or a format spec that still reads the same at the same place need not
 * be decoded and looked up anew.
 */
export class RecentTexts<Made> {
  readonly #make: (text: string) => Made;
  readonly #texts: (string | undefined)[] = new Array(RECENT).fill(undefined);
  readonly #made: (Made | undefined)[] = new Array(RECENT).fill(undefined);

  constructor(make: (text: string) => Made) {
    this.#make = make;
  }

  of(rt: Runtime, object: Ref): Made {
    const place = (object >> 2) & (RECENT - 1);
    const text = this.#texts[place];
    if (text !== undefined && reads(rt, object, text)) return this.#made[place]!;
    const read = rt.text(object);
    const made = this.#make(read);
    this.#texts[place] = read;
    this.#made[place] = made;
    return made;
  }
}

/** Whether a string is ASCII and has the characters of a text. */
export function reads(rt: Runtime, self: Ref, text: string): boolean {
  const { i32, u8 } = rt;
  const { length } = text;
  if (i32[self + StrField.Length] !== length || (i32[self + StrField.State]! & StrState.Ascii) === 0) return false;
  const data = (self + StrField.AsciiData) * 4;
  for (let i = 0; i < length; i++) if (u8[data + i] !== text.charCodeAt(i)) return false;
  return true;
}
