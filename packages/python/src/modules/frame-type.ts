import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { type CompiledCode, lineOf } from '../compile/compiled.js';
import { givenType } from '../objects/arguments.js';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { framePart } from '../objects/frame-part.js';
import { frameFunction, framePosition, frameUnder, LOCAL_STEP, newFrameObject } from '../objects/frameobject.js';
import { stateOf, waitingGenerator } from '../objects/generator.js';
import { finalizeGenerator } from '../objects/generator-close.js';
import { intFromWord, intNumber, isInt } from '../objects/int.js';
import { FrameObjectField, FunctionField, GeneratorState, TracebackField } from '../objects/layout.js';
import { keywords, type NativeFunction, noArgs } from '../objects/native.js';
import { Frame } from '../runtime/frame.js';
import { frameLocalsDict, isOptimized } from '../runtime/locals.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { newFrameLocals } from './frame-locals.js';

/** Frame objects and tracebacks as Python sees them. */

/** The code a frame runs. */
export function frameCode(rt: Runtime, frame: Ref): CompiledCode {
  return rt.compiled[rt.i32[frame + FrameObjectField.Compiled]!]!;
}

/** The line a frame stands at. */
export function frameLine(rt: Runtime, frame: Ref): number {
  return lineOf(frameCode(rt, frame), framePosition(rt, frame));
}

/** The frame below: a new reference, None at the bottom. */
function frameBack(rt: Runtime, frame: Ref): Maybe {
  const running = rt.i32[frame + FrameObjectField.Running]!;
  if (running === 0) {
    const back = rt.i32[frame + FrameObjectField.Back]! as Maybe;
    return back === 0 ? rt.none() : rt.incref(back);
  }
  const previous = frameUnder(rt, running);
  return rt.i32[previous + Frame.Compiled] === 0 ? rt.none() : newFrameObject(rt, previous);
}

function frameLocalsObject(rt: Runtime, frame: Ref): Maybe {
  const code = frameCode(rt, frame);
  if (rt.profile.freshLocals && isOptimized(code)) return newFrameLocals(rt, frame);
  return frameLocalsDict(rt, frame, code);
}

/** Drops the locals of a frame that has ended, and closes a generator that has not begun. */
function clearFrame(rt: Runtime, frame: Ref): Maybe {
  const running = rt.i32[frame + FrameObjectField.Running]!;
  if (running !== 0) return clearGenerator(rt, running);
  const size = rt.i32[frame + Header.Size]!;
  for (let i = 0; i < size; i++) rt.replace(frame + FrameObjectField.Items + LOCAL_STEP * i, 0);
  return rt.none();
}

function clearGenerator(rt: Runtime, fp: number): Maybe {
  const generator = waitingGenerator(rt, fp);
  if (generator === 0) return rt.raise('RuntimeError', 'cannot clear an executing frame');
  if (stateOf(rt, generator) === GeneratorState.Waiting && rt.profile.keepsWaitingFrames) {
    return rt.raise('RuntimeError', 'cannot clear a suspended frame');
  }
  finalizeGenerator(rt, generator);
  return rt.none();
}

/** What a tracer asks of a frame stays as it is: nothing traces. */
function keepsTracing(name: string, is: boolean): (rt: Runtime, self: Ref, value: Maybe) => boolean {
  return (rt, _self, value) => {
    if (value !== rt.True && value !== rt.False) rt.raise('TypeError', 'attribute value type must be bool');
    else if ((value === rt.True) === is) return true;
    else rt.raise('NotImplementedError', `${name} of a frame: tracing is not supported by Uroboros yet`);
    return false;
  };
}

const frameType: BuiltinDefinition = {
  key: 'frame',
  final: true,
  layout: (rt) => ({ basicSize: 136, itemSize: 8, gc: true, trashcan: true, custom: framePart(rt) }),
  slots: {
    repr: (rt, self) => {
      const code = frameCode(rt, self);
      const at = (self * 4).toString(16);
      return rt.str(`<frame at 0x${at}, file '${code.filename}', line ${frameLine(rt, self)}, code ${code.name}>`);
    },
  },
  attributes: [
    { name: 'f_back', get: frameBack },
    { name: 'f_code', get: (rt, self) => rt.incref(rt.i32[frameFunction(rt, self) + FunctionField.Code]! as Ref) },
    {
      name: 'f_globals',
      get: (rt, self) => rt.incref(rt.i32[frameFunction(rt, self) + FunctionField.Globals]! as Ref),
    },
    {
      name: 'f_builtins',
      get: (rt, self) => rt.incref(rt.i32[frameFunction(rt, self) + FunctionField.Builtins]! as Ref),
    },
    { name: 'f_locals', get: frameLocalsObject },
    { name: 'f_lineno', get: (rt, self) => intFromWord(rt, frameLine(rt, self)) },
    { name: 'f_lasti', get: (rt, self) => intFromWord(rt, 2 * framePosition(rt, self)) },
    { name: 'f_trace_lines', get: (rt) => rt.bool(true), set: keepsTracing('f_trace_lines', true) },
    { name: 'f_trace_opcodes', get: (rt) => rt.bool(false), set: keepsTracing('f_trace_opcodes', false) },
  ],
  members: [{ name: 'f_trace', word: FrameObjectField.Trace, empty: 'none' }],
  methods: [noArgs('clear', clearFrame)],
};

/** types.TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno) */
const newTraceback = (name: string): NativeFunction =>
  keywords(name, 'tb_next, tb_frame, tb_lasti, tb_lineno', (rt, values) => {
    const [next, frame, last, line] = values as readonly Ref[];
    if (next !== rt.None && rt.typeId(next!) !== rt.ids.traceback) {
      const name = rt.typeOf(next!).name;
      return rt.raise('TypeError', `expected traceback object or None, got '${name}'`);
    }
    if (rt.typeId(frame!) !== rt.ids.frame) {
      return rt.raise('TypeError', `${name}() argument 'tb_frame' must be frame, not ${givenType(rt, frame!)}`);
    }
    for (const number of [last!, line!]) {
      if (isInt(rt, number)) continue;
      return rt.raise('TypeError', `'${rt.typeOf(number).name}' object cannot be interpreted as an integer`);
    }
    const traceback = rt.heap.objects.allocate(rt.ids.traceback);
    if (traceback === 0) return rt.noMemory();
    if (next !== rt.None) rt.i32[traceback + TracebackField.Next] = rt.incref(next!);
    rt.i32[traceback + TracebackField.Frame] = rt.incref(frame!);
    rt.i32[traceback + TracebackField.LastInstruction] = intNumber(rt, last!) >> 1;
    rt.i32[traceback + TracebackField.Line] = intNumber(rt, line!);
    rt.heap.objects.track(traceback);
    return traceback;
  });

/** Messages call it by its Python name to 3.12. */
const tracebackConstructor = newTraceback('traceback');
const oldTracebackConstructor = newTraceback('TracebackType');

/** tb_next may be changed, but not into a loop. */
function setNext(rt: Runtime, self: Ref, value: Maybe): boolean {
  if (value === 0) {
    rt.raise('TypeError', "can't delete tb_next attribute");
    return false;
  }
  if (value !== rt.None && rt.typeId(value) !== rt.ids.traceback) {
    rt.raise('TypeError', `expected traceback object, got '${rt.typeOf(value).name}'`);
    return false;
  }
  for (let at: Maybe = value === rt.None ? 0 : value; at !== 0; at = rt.i32[at + TracebackField.Next]! as Maybe) {
    if (at !== self) continue;
    rt.raise('ValueError', 'traceback loop detected');
    return false;
  }
  rt.replace(self + TracebackField.Next, value === rt.None ? 0 : rt.incref(value));
  return true;
}

const tracebackType: BuiltinDefinition = {
  key: 'traceback',
  final: true,
  layout: () => ({ basicSize: 40, gc: true, slots: [16, 24], trashcan: true }),
  slots: {
    new: (rt, _type, args, count, kwnames) => {
      const native = rt.profile.versionInfo[1] >= 13 ? tracebackConstructor : oldTracebackConstructor;
      return native.code(rt, args, count, kwnames);
    },
  },
  attributes: [
    {
      name: 'tb_next',
      get: (rt, self) => {
        const next = rt.i32[self + TracebackField.Next]! as Maybe;
        return next === 0 ? rt.none() : rt.incref(next);
      },
      set: setNext,
    },
    { name: 'tb_lasti', get: (rt, self) => intFromWord(rt, 2 * rt.i32[self + TracebackField.LastInstruction]!) },
    { name: 'tb_lineno', get: (rt, self) => intFromWord(rt, rt.i32[self + TracebackField.Line]!) },
  ],
  members: [{ name: 'tb_frame', word: TracebackField.Frame, readonly: true, empty: 'none' }],
};

/** The types of this file. */
export const frameTypes: readonly BuiltinDefinition[] = [frameType, tracebackType];
