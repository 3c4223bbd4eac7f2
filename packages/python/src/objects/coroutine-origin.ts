import type { Ref } from '@uroboros/heap';
import { lineOf } from '../compile/compiled.js';
import { Frame } from '../runtime/frame.js';
import type { Runtime } from '../runtime/runtime.js';
import { frameUnder } from './frameobject.js';
import { intFromWord } from './int.js';
import { CodeField, FunctionField, GeneratorField } from './layout.js';
import { tupleFromSlots, tupleOf } from './tuple.js';

/**
 * `cr_origin`: where a coroutine was made, as `(filename, line, name)` of so many frames as
 * `sys.set_coroutine_origin_tracking_depth` asked for, the innermost first. The
 * coroutine stands in a slot. False if memory is short.
 */
export function noteOrigin(rt: Runtime, coroutine: Ref): boolean {
  const { i32 } = rt;
  const first = rt.mark();
  let count = 0;
  for (let fp = rt.frame; count < rt.originDepth; fp = frameUnder(rt, fp)) {
    const code = rt.compiled[i32[fp + Frame.Compiled]!];
    if (code === undefined) break;
    const place = placeOf(rt, i32[fp + Frame.Function]! as Ref, lineOf(code, i32[fp + Frame.Position]!));
    if (place === 0) {
      rt.releaseTo(first);
      return false;
    }
    rt.hold(place);
    count++;
  }
  const origin = tupleFromSlots(rt, first, count);
  if (origin !== 0) i32[coroutine + GeneratorField.Origin] = origin;
  rt.releaseTo(first);
  return origin !== 0;
}

/** `(filename, line, name)` of a function's frame; owned, 0 without memory. */
function placeOf(rt: Runtime, fn: Ref, number: number): Ref | 0 {
  const code = rt.i32[fn + FunctionField.Code]! as Ref;
  const line = intFromWord(rt, number);
  if (line === 0) return 0;
  const mark = rt.mark();
  rt.hold(line);
  const place = tupleOf(rt, rt.i32[code + CodeField.Filename]! as Ref, line, rt.i32[code + CodeField.Name]! as Ref);
  return rt.finish(mark, place);
}
