import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { CodeFlag, type CompiledCode } from '../compile/compiled.js';
import { dictDelete, dictSet, newDict } from '../objects/dict.js';
import { dictMerge } from '../objects/dict-merge.js';
import { frameLocals, LOCAL_STEP } from '../objects/frameobject.js';
import { CellField, FrameObjectField, FunctionField } from '../objects/layout.js';
import { Frame } from './frame.js';
import type { Maybe, Runtime } from './runtime.js';

/** The local variables of running and finished frames, seen from outside. */

/** A local variable that has a place: where its value is, through its cell if it has one. */
export interface LocalPlace {
  readonly name: string;
  /** Word that holds the value, or 0. */
  readonly word: number;
}

/** Calls back with the places of a function's locals; `first` is the word of the first one. */
export function forEachLocal(
  rt: Runtime,
  code: CompiledCode,
  first: number,
  visit: (name: string, word: number) => boolean,
): boolean {
  const { localNames } = code;
  for (let i = 0; i < localNames.length; i++) {
    const name = localNames[i]!;
    if (name.startsWith('.') && name !== '.0') continue;
    if (!visit(name, valueWord(rt, code, name, first + LOCAL_STEP * i))) return false;
  }
  // Variables of inlined comprehensions that are running hide those of the same name.
  const extras = code.extraNames ?? [];
  for (let i = 0; i < extras.length; i++) {
    const word = first + LOCAL_STEP * (localNames.length + i);
    if (rt.i32[word] === 0) continue;
    const cell = rt.typeId(rt.i32[word]! as Ref) === rt.ids.cell;
    if (!visit(extras[i]!, cell ? rt.i32[word]! + CellField.Contents : word)) return false;
  }
  return true;
}

/** The word of a local's value: a cell's contents if the variable has one. */
function valueWord(rt: Runtime, code: CompiledCode, name: string, word: number): number {
  if (!code.cellNames.includes(name) && !code.freeNames.includes(name)) return word;
  const cell = rt.i32[word]!;
  return cell !== 0 && rt.typeId(cell as Ref) === rt.ids.cell ? cell + CellField.Contents : word;
}

/** Whether code has its variables in slots, not in a dictionary. */
export function isOptimized(code: CompiledCode): boolean {
  return (code.flags & CodeFlag.Optimized) !== 0;
}

/** Copies a function's locals into a dictionary; with `exact` names without a value are taken out. */
function copyInto(rt: Runtime, dict: Ref, code: CompiledCode, first: number, exact: boolean): boolean {
  return forEachLocal(rt, code, first, (name, word) => {
    const key = rt.name(name);
    const value = rt.i32[word]! as Maybe;
    if (value !== 0) return dictSet(rt, dict, key, value);
    return !exact || dictDelete(rt, dict, key) >= 0;
  });
}

/** locals() in the frame at a word, owned: a copy for functions, in one dictionary for each frame to 3.12. */
export function localsOf(rt: Runtime, fp: number): Maybe {
  const { i32 } = rt;
  const code = rt.compiled[i32[fp + Frame.Compiled]!]!;
  const known = i32[fp + Frame.Locals]! as Maybe;
  if (!isOptimized(code)) return known !== 0 ? rt.incref(known) : rt.incref(globalsOf(rt, fp));
  const mark = rt.mark();
  const keeps = !rt.profile.freshLocals;
  const dict = keeps && known !== 0 ? rt.incref(known) : newDict(rt);
  if (dict === 0) return 0;
  rt.hold(dict);
  if (!copyInto(rt, dict, code, fp + Frame.Slots, keeps)) return rt.finish(mark, 0);
  // Names that were added through f_locals stand in the frame object.
  const frame = keeps ? 0 : (i32[fp + Frame.Object]! as Maybe);
  const extra = frame === 0 ? 0 : (i32[frame + FrameObjectField.Locals]! as Maybe);
  if (extra !== 0 && !dictMerge(rt, dict, extra)) return rt.finish(mark, 0);
  if (keeps && known === 0) i32[fp + Frame.Locals] = rt.incref(dict);
  return rt.unhold();
}

/** The globals of the frame at a word, borrowed. */
export function globalsOf(rt: Runtime, fp: number): Ref {
  return rt.i32[rt.i32[fp]! + FunctionField.Globals]! as Ref;
}

/** f_locals of a frame object whose code has a dictionary for its names, or to 3.12; owned. */
export function frameLocalsDict(rt: Runtime, frame: Ref, code: CompiledCode): Maybe {
  const { i32 } = rt;
  const running = i32[frame + FrameObjectField.Running]!;
  if (running !== 0) return localsOf(rt, running);
  const known = i32[frame + FrameObjectField.Locals]! as Maybe;
  if (!isOptimized(code)) {
    const fn = i32[frame + FrameObjectField.Function]! as Ref;
    return rt.incref(known !== 0 ? known : (i32[fn + FunctionField.Globals]! as Ref));
  }
  const mark = rt.mark();
  const dict = known !== 0 ? rt.incref(known) : newDict(rt);
  if (dict === 0) return 0;
  rt.hold(dict);
  const present = i32[frame + Header.Size] !== 0;
  if (present && !copyInto(rt, dict, code, frameLocals(rt, frame), true)) return rt.finish(mark, 0);
  if (known === 0) i32[frame + FrameObjectField.Locals] = rt.incref(dict);
  return rt.unhold();
}
