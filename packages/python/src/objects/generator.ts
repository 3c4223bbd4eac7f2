import type { CustomPart, Ref, TypeId } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { fail, failGenerator, setRaisedWhile } from '../runtime/errors.js';
import { Frame, SLOT, State } from '../runtime/frame.js';
import { CALL_LEVELS, type Maybe, type Runtime } from '../runtime/runtime.js';
import { noteOrigin } from './coroutine-origin.js';
import { takeOverFrame } from './frameobject.js';
import { FrameObjectField, FunctionField, GeneratorField, GeneratorState } from './layout.js';

/**
 * Generators, coroutines and asynchronous generators: how they are made, run, wait and end.
 *
 * The frame stands on the stack only while the body runs. A step moves it from the object to the top of the stack, so that windows of
 * calls lie behind it as behind every other frame; a yield moves it back. So the accounting needs to know nothing of
 * generators, and the collector finds a waiting one's frame inside the object. Which frame is on top is written when all of it has moved, so that
 * who reads a recording finds the move on one side of it.
 *
 * Most bodies are functions that are called anew for each step and move their frame themselves (`compile/resumable.ts`); the others
 * are JavaScript generators, for which it is done here.
 */

/** Bytes in front of the locals, which begin where CPython has them. */
export const GENERATOR_BYTES = GeneratorField.Items * 4;

/** What a yield tells with its frame: the low bits; above them the word of what the generator waits for. */
export const enum YieldFlag {
  /** The yield stands inside a try or with: closing must raise GeneratorExit there. */
  Protected = 1,
  /** A `yield` of an asynchronous generator, not an `await` in it. */
  AsyncValue = 2,
}

const DELEGATE_SHIFT = 2;

/** Makes a call's generator object, which takes over the frame at `fp`, whose cells are made. 0 without memory. */
export type MakeGenerator = (fp: number, typeId: TypeId, waitingSlots: number) => Maybe;

/** Over constants: recursion with `yield from` makes one at each level. */
export function generatorMaker(rt: Runtime): MakeGenerator {
  const { i32, compiled, state, bottom } = rt;
  const { untracked } = rt.fresh;
  const { coroutine } = rt.ids;
  const frameWord = state + State.Frame;
  const leftWord = state + State.Remaining;

  const counted = (object: number): number => {
    const refs = (i32[object]! + 1) | 0;
    if (refs !== 0) i32[object] = refs;
    return object;
  };

  /** Moves the frame of a call, so many words, into its generator. */
  const takeFrame = (generator: Ref, fp: number, size: number): void => {
    const to = generator + GeneratorField.Frame;
    i32[to] = i32[fp]!;
    i32[fp] = 0;
    i32[to + Frame.Compiled] = i32[fp + Frame.Compiled]!;
    i32[to + Frame.Position] = i32[fp + Frame.Position]!;
    if ((i32[fp + Frame.Object]! | i32[fp + Frame.Locals]!) !== 0) moveObjects(rt, fp, to);
    for (let word: number = Frame.Slots; word < size; word += SLOT) {
      i32[to + word] = i32[fp + word]!;
      i32[fp + word] = 0;
    }
    i32[generator + GeneratorField.Size] = size;
    // Nothing is below a frame that waits.
    i32[to + Frame.Previous] = bottom;
    i32[to + Frame.Size] = size;
  };

  return (fp, typeId, waitingSlots) => {
    const code = compiled[i32[fp + Frame.Compiled]!]!;
    const { slots } = code;
    const capacity = slots + 2 > waitingSlots ? slots + 2 : waitingSlots;
    const generator = untracked(typeId, GENERATOR_BYTES + 8 * capacity);
    if (generator === 0) {
      rt.noMemory();
      return fail(rt, fp);
    }
    const fn = i32[fp]!;
    i32[generator + GeneratorField.Name] = counted(i32[fn + FunctionField.Name]!);
    i32[generator + GeneratorField.Qualname] = counted(i32[fn + FunctionField.Qualname]!);
    i32[generator + GeneratorField.Code] = counted(i32[fn + FunctionField.Code]!);
    i32[generator + GeneratorField.Compiled] = code.index;
    i32[generator + GeneratorField.Capacity] = capacity;
    i32[frameWord] = i32[fp + Frame.Previous]!;
    i32[leftWord] = i32[leftWord]! + 1;
    takeFrame(generator, fp, Frame.Slots + SLOT * slots);
    rt.heap.objects.track(generator);
    return rt.originDepth > 0 && typeId === coroutine ? withOrigin(rt, generator) : generator;
  };
}

function withOrigin(rt: Runtime, coroutine: Ref): Maybe {
  rt.hold(coroutine);
  const isNoted = noteOrigin(rt, coroutine);
  rt.unhold();
  if (isNoted) return coroutine;
  rt.decref(coroutine);
  return 0;
}

/**
 * Moves what a frame holds from one place to another whose slots are empty, and leaves the first one empty: the references of
 * the slots, and where the code stands. Most slots of a waiting frame are in use, those of the header are not.
 */
function moveFrame(rt: Runtime, from: number, to: number, size: number): void {
  const { i32 } = rt;
  i32[to + Frame.Function] = i32[from + Frame.Function]!;
  i32[from + Frame.Function] = 0;
  i32[to + Frame.Compiled] = i32[from + Frame.Compiled]!;
  i32[to + Frame.Position] = i32[from + Frame.Position]!;
  const frame = i32[from + Frame.Object]!;
  if (frame !== 0) {
    i32[to + Frame.Object] = frame;
    i32[from + Frame.Object] = 0;
    i32[frame + FrameObjectField.Running] = to;
  }
  const locals = i32[from + Frame.Locals]!;
  if (locals !== 0) {
    i32[to + Frame.Locals] = locals;
    i32[from + Frame.Locals] = 0;
  }
  for (let i = Frame.Slots as number; i < size; i += SLOT) {
    const object = i32[from + i]!;
    if (object === 0) continue;
    i32[to + i] = object;
    i32[from + i] = 0;
  }
}

/** Moves so many words of a frame from the stack into its generator. */
function suspendFrame(rt: Runtime, generator: Ref, fp: number, size: number): void {
  const { i32 } = rt;
  const to = generator + GeneratorField.Frame;
  moveFrame(rt, fp, to, size);
  i32[generator + GeneratorField.Size] = size;
  i32[generator + GeneratorField.Place] = 0;
  // Nothing is below a frame that waits.
  i32[to + Frame.Previous] = rt.bottom;
  i32[to + Frame.Size] = size;
}

/** Moves a waiting frame to a place on the stack; the caller puts it on top. */
function resumeFrame(rt: Runtime, generator: Ref, below: number, fp: number): void {
  const { i32 } = rt;
  moveFrame(rt, generator + GeneratorField.Frame, fp, i32[generator + GeneratorField.Size]!);
  i32[fp + Frame.Previous] = below;
  i32[generator + GeneratorField.Size] = 0;
  i32[generator + GeneratorField.Place] = fp;
}

/** The generator begins a step: what it handles is handled, and what its resumer handles is found through it. */
function beginStep(rt: Runtime, generator: Ref): void {
  const { i32, state } = rt;
  const outer = i32[state + State.Handled]!;
  const own = i32[generator + GeneratorField.Handled]!;
  if ((outer | own) !== 0) {
    i32[generator + GeneratorField.Outer] = outer;
    i32[state + State.Handled] = own;
    i32[generator + GeneratorField.Handled] = 0;
  }
  i32[generator + GeneratorField.OuterRunning] = i32[state + State.Running]!;
  i32[state + State.Running] = generator;
  i32[generator + GeneratorField.State] = GeneratorState.Running;
}

function endStep(rt: Runtime, generator: Ref, next: GeneratorState): void {
  const { i32, state } = rt;
  const own = i32[state + State.Handled]!;
  const outer = i32[generator + GeneratorField.Outer]!;
  if ((outer | own) !== 0) {
    i32[generator + GeneratorField.Handled] = own;
    i32[state + State.Handled] = outer;
    i32[generator + GeneratorField.Outer] = 0;
  }
  i32[state + State.Running] = i32[generator + GeneratorField.OuterRunning]!;
  i32[generator + GeneratorField.State] = next;
}

/** For code that moves its frame itself: what it leaves to others, because it is rare. */

/** Something is handled inside or outside of the generator that begins a step. */
export function beginHandled(rt: Runtime, generator: Ref): void {
  const { i32, state } = rt;
  i32[generator + GeneratorField.Outer] = i32[state + State.Handled]!;
  i32[state + State.Handled] = i32[generator + GeneratorField.Handled]!;
  i32[generator + GeneratorField.Handled] = 0;
}

/** … that ends one. */
export function endHandled(rt: Runtime, generator: Ref): void {
  const { i32, state } = rt;
  i32[generator + GeneratorField.Handled] = i32[state + State.Handled]!;
  i32[state + State.Handled] = i32[generator + GeneratorField.Outer]!;
  i32[generator + GeneratorField.Outer] = 0;
}

/** The frame that moves from one place to another has a frame object or a dictionary of locals. */
export function moveObjects(rt: Runtime, from: number, to: number): void {
  const { i32 } = rt;
  const frame = i32[from + Frame.Object]!;
  i32[to + Frame.Object] = frame;
  i32[from + Frame.Object] = 0;
  if (frame !== 0) i32[frame + FrameObjectField.Running] = to;
  i32[to + Frame.Locals] = i32[from + Frame.Locals]!;
  i32[from + Frame.Locals] = 0;
}

/** An exception comes in where the generator waits. Its context is what the body handles, not what the caller does. */
export function raiseInside(rt: Runtime): void {
  const error = rt.takeError();
  setRaisedWhile(rt, error, rt.i32[rt.state + State.Handled]! as Maybe);
}

/** … or before its first step, which ends it. */
export function failNew(rt: Runtime, generator: Ref, fp: number): 0 {
  // Before 3.12 the end of every step is looked at, even where no code of the body has run.
  return endedStep(rt, generator, rt.profile.versionInfo[1] < 12 ? failGenerator(rt, fp) : fail(rt, fp)) as 0;
}

/** An exception leaves the body. */
export function failStep(rt: Runtime, generator: Ref, fp: number): 0 {
  return endedStep(rt, generator, failGenerator(rt, fp)) as 0;
}

/** The body has left its frame. */
export function endedStep(rt: Runtime, generator: Ref, result: Maybe): Maybe {
  const { i32, state } = rt;
  i32[state + State.NativeLeft] = i32[state + State.NativeLeft]! + CALL_LEVELS;
  return ended(rt, generator, result);
}

/** There is no room for the frame on the stack. */
export function refuseStep(rt: Runtime, generator: Ref, fp: number, sent: Maybe): 0 {
  const { i32, state } = rt;
  i32[fp + Frame.Return] = sent;
  i32[state + State.NativeLeft] = i32[state + State.NativeLeft]! + CALL_LEVELS;
  return refuse(rt, generator, fp);
}

/**
 * Runs a generator that waits or is new to its next yield or its end. `owned` is what the yield it waits at gives; 0 to raise
 * the exception that is on its way there. Returns what it yields; or what it returns, and then its state is `Ended`; or 0
 * with an exception.
 */
function step(rt: Runtime, generator: Ref, owned: Maybe): Maybe {
  const { i32, state } = rt;
  const code = rt.compiled[i32[generator + GeneratorField.Compiled]!]!;
  if (code.step !== undefined) return code.step(generator, owned);
  const below = i32[state + State.Frame]!;
  const fp = below + i32[below + Frame.Size]!;
  const isNew = i32[generator + GeneratorField.State] === GeneratorState.Created;
  beginStep(rt, generator);
  resumeFrame(rt, generator, below, fp);
  const words = code.frameWords;
  i32[fp + Frame.Size] = words;
  i32[fp + Frame.Return] = owned;
  i32[state + State.Frame] = fp;
  i32[state + State.Remaining] = i32[state + State.Remaining]! - 1;
  if (
    i32[state + State.Remaining]! < 0 ||
    i32[state + State.NativeLeft]! < CALL_LEVELS ||
    fp + words > i32[state + State.StackLimit]!
  )
    return refuse(rt, generator, fp);
  if (owned === 0) {
    raiseInside(rt);
    if (isNew) {
      // Before 3.12 the end of every step is looked at, even where no code of the body has run.
      const failed = rt.profile.versionInfo[1] < 12 ? failGenerator(rt, fp) : fail(rt, fp);
      return ended(rt, generator, failed);
    }
  }
  i32[state + State.NativeLeft] = i32[state + State.NativeLeft]! - CALL_LEVELS;
  const made = hostOf(rt, generator, fp).next(fp);
  i32[state + State.NativeLeft] = i32[state + State.NativeLeft]! + CALL_LEVELS;
  if (made.done === true) return ended(rt, generator, made.value);
  suspendStep(rt, generator, below, fp, i32[fp + Frame.Size]!);
  return made.value;
}

/** The body has yielded: its frame goes back into the generator. */
function suspendStep(rt: Runtime, generator: Ref, below: number, fp: number, size: number): void {
  const { i32, state } = rt;
  const flags = i32[fp + Frame.Previous]!;
  i32[generator + GeneratorField.Delegate] = flags >> DELEGATE_SHIFT;
  i32[generator + GeneratorField.Protected] = flags & 3;
  i32[state + State.Remaining] = i32[state + State.Remaining]! + 1;
  suspendFrame(rt, generator, fp, size);
  endStep(rt, generator, GeneratorState.Waiting);
  i32[state + State.Frame] = below;
}

/**
 * Runs code while a waiting generator's frame stands on the stack as the one that called it (gen_throw links it so): what is
 * thrown into what it waits for finds it below. Without room for the frame the code runs without it.
 */
export function asCaller(rt: Runtime, generator: Ref, code: () => Maybe): Maybe {
  const { i32, state } = rt;
  const below = i32[state + State.Frame]!;
  const fp = rt.top();
  const { frameWords } = rt.compiled[i32[generator + GeneratorField.Compiled]!]!;
  const fits = fp + frameWords <= i32[state + State.StackLimit]!;
  const size = i32[generator + GeneratorField.Size]!;
  if (fits) {
    resumeFrame(rt, generator, below, fp);
    i32[fp + Frame.Size] = frameWords;
    i32[state + State.Frame] = fp;
  }
  i32[generator + GeneratorField.State] = GeneratorState.Running;
  const result = code();
  i32[generator + GeneratorField.State] = GeneratorState.Waiting;
  if (fits) {
    suspendFrame(rt, generator, fp, size);
    i32[state + State.Frame] = below;
  }
  return result;
}

/** There is no room for another frame: the generator ends with RecursionError. */
function refuse(rt: Runtime, generator: Ref, fp: number): 0 {
  const sent = rt.i32[fp + Frame.Return]! as Maybe;
  rt.i32[fp + Frame.Return] = 0;
  rt.drop(sent);
  if (!rt.failed) rt.raise('RecursionError', 'maximum recursion depth exceeded');
  ended(rt, generator, fail(rt, fp));
  return 0;
}

/** The JavaScript generator of a body, made when it first runs. */
function hostOf(rt: Runtime, generator: Ref, fp: number): Generator<Ref, Maybe, number> {
  const number = rt.i32[generator + GeneratorField.Host]!;
  if (number !== 0) return rt.hostGenerators[number]!;
  const host = rt.compiled[rt.i32[generator + GeneratorField.Compiled]!]!.body!(fp);
  const free = rt.freeHostGenerators.pop();
  if (free === undefined) {
    rt.i32[generator + GeneratorField.Host] = rt.hostGenerators.push(host) - 1;
  } else {
    rt.hostGenerators[free] = host;
    rt.i32[generator + GeneratorField.Host] = free;
  }
  return host;
}

function forgetHost(rt: Runtime, generator: Ref): void {
  const number = rt.i32[generator + GeneratorField.Host]!;
  if (number === 0) return;
  rt.hostGenerators[number] = undefined;
  rt.freeHostGenerators.push(number);
  rt.i32[generator + GeneratorField.Host] = 0;
}

/** The body has ended and its frame is gone. */
function ended(rt: Runtime, generator: Ref, result: Maybe): Maybe {
  forgetHost(rt, generator);
  rt.i32[generator + GeneratorField.Place] = 0;
  rt.i32[generator + GeneratorField.Delegate] = 0;
  endStep(rt, generator, GeneratorState.Ended);
  return result;
}

/** Ends a generator that waits without running it: drops its frame, or only the frame's locals. */
export function endWaiting(rt: Runtime, generator: Ref, keepsFrame = false): void {
  const { i32 } = rt;
  forgetHost(rt, generator);
  i32[generator + GeneratorField.State] = GeneratorState.Ended;
  const fp = generator + GeneratorField.Frame;
  const size = i32[generator + GeneratorField.Size]!;
  i32[generator + GeneratorField.Delegate] = 0;
  const code = rt.compiled[i32[generator + GeneratorField.Compiled]!]!;
  if (i32[fp + Frame.Object] !== 0 && !keepsFrame) takeOverFrame(rt, fp, code.slots);
  for (let word = fp + Frame.Slots; word < fp + size; word += SLOT) rt.replace(word, 0);
  rt.replace(fp + Frame.Locals, 0);
  if (!keepsFrame) rt.replace(fp + Frame.Function, 0);
  // Until here the frame's slots have owners: what they drop may run code.
  i32[generator + GeneratorField.Size] = keepsFrame ? Frame.Slots : 0;
  rt.replace(generator + GeneratorField.Handled, 0);
}

export function stateOf(rt: Runtime, generator: Ref): GeneratorState {
  return rt.i32[generator + GeneratorField.State]!;
}

/** What a generator is called in messages. */
export function kindName(rt: Runtime, generator: Ref): string {
  const id = rt.typeId(generator);
  if (id === rt.ids.coroutine) return 'coroutine';
  return id === rt.ids.asyncGenerator ? 'async generator' : 'generator';
}

/**
 * Sends an owned value into a generator, or 0 to raise the exception on its way (gen_send_ex2). Returns what it yields, or what
 * it returns: then it has ended; 0 with an exception.
 */
export function advance(rt: Runtime, generator: Ref, owned: Maybe, closing = false): Maybe {
  const state = rt.i32[generator + GeneratorField.State]!;
  if (state === GeneratorState.Waiting) return step(rt, generator, owned);
  if (state === GeneratorState.Created) {
    if (owned === 0 || owned === rt.None) return step(rt, generator, owned);
    rt.decref(owned);
    return rt.raise('TypeError', `can't send non-None value to a just-started ${kindName(rt, generator)}`);
  }
  if (state === GeneratorState.Running) {
    if (owned !== 0) rt.decref(owned);
    return alreadyRunning(rt, generator);
  }
  if (rt.typeId(generator) === rt.ids.coroutine && !closing) {
    if (owned !== 0) rt.decref(owned);
    else rt.clearError();
    return rt.raise('RuntimeError', 'cannot reuse already awaited coroutine');
  }
  if (owned === 0) return 0;
  rt.decref(owned);
  return rt.none();
}

export function alreadyRunning(rt: Runtime, generator: Ref): 0 {
  if (rt.failed) rt.clearError();
  return rt.raise('ValueError', `${kindName(rt, generator)} already executing`);
}

/** What a generator waits for in `yield from` or `await`, borrowed; 0 if it waits at a yield of its own. */
export function delegateOf(rt: Runtime, generator: Ref): Maybe {
  const { i32 } = rt;
  if (i32[generator + GeneratorField.State] !== GeneratorState.Waiting) return 0;
  const word = i32[generator + GeneratorField.Delegate]!;
  return word === 0 ? 0 : (i32[generator + GeneratorField.Frame + word]! as Ref);
}

/** The generator whose frame waits at a word, 0 if the frame stands on the stack. */
export function waitingGenerator(rt: Runtime, fp: number): Maybe {
  const onStack = fp >= rt.bottom && fp < rt.i32[rt.state + State.StackLimit]!;
  return onStack ? 0 : ((fp - GeneratorField.Frame) as Ref);
}

/** Word of the frame, wherever it is; 0 once the generator has ended. */
export function frameOf(rt: Runtime, generator: Ref): number {
  const place = rt.i32[generator + GeneratorField.Place]!;
  if (place !== 0) return place;
  if (rt.i32[generator + GeneratorField.State] === GeneratorState.Ended) return 0;
  return rt.i32[generator + GeneratorField.Size] === 0 ? 0 : generator + GeneratorField.Frame;
}

/**
 * The death of a generator that has ended: its finalizer has nothing to do, its frame is gone, and others hold its names and its code. False,
 * and nothing done, if it is not like that. Only for a heap that nothing watches.
 */
export function endedGeneratorDeath(rt: Runtime): (generator: Ref) => boolean {
  const { i32 } = rt;
  const { untrack, release } = rt.heap.deallocator.quick!;
  const typeId = rt.ids.generator;
  const flags = rt.heap.types.flags[typeId]!;
  /** Whether an object lives on, or is immortal, when so many references to it go. */
  const survives = (object: number, references: number): boolean => i32[object]! > references || i32[object]! < 0;
  const drop = (object: number): void => {
    const count = i32[object]!;
    if (count > 0) i32[object] = count - 1;
  };
  return (generator) => {
    if (i32[generator + GeneratorField.State] !== GeneratorState.Ended) return false;
    const rest =
      i32[generator + GeneratorField.Host]! |
      i32[generator + GeneratorField.Size]! |
      i32[generator + GeneratorField.WeakList]! |
      i32[generator + GeneratorField.Handled]! |
      i32[generator + GeneratorField.Outer]! |
      i32[generator + GeneratorField.Origin]!;
    if (rest !== 0) return false;
    const name = i32[generator + GeneratorField.Name]!;
    const qualname = i32[generator + GeneratorField.Qualname]!;
    const code = i32[generator + GeneratorField.Code]!;
    if (!survives(name, name === qualname ? 2 : 1) || !survives(qualname, 1) || !survives(code, 1)) return false;
    i32[generator] = 0;
    drop(name);
    drop(qualname);
    drop(code);
    untrack(generator);
    release(generator, flags, typeId);
    return true;
  };
}

/** The part of a generator object that no fixed slot describes: its frame while it waits, and the handled exceptions. */
export function generatorPart(rt: Runtime): CustomPart {
  const { i32 } = rt;
  const waits = (generator: Ref): boolean => i32[generator + GeneratorField.Size] !== 0;
  const each = (generator: Ref, visit: (word: number) => void): void => {
    if (waits(generator)) {
      const fp = generator + GeneratorField.Frame;
      const end = fp + i32[generator + GeneratorField.Size]!;
      if (i32[fp + Frame.Object] !== 0) visit(fp + Frame.Object);
      if (i32[fp + Frame.Locals] !== 0) visit(fp + Frame.Locals);
      if (i32[fp + Frame.Function] !== 0) visit(fp + Frame.Function);
      for (let word = fp + Frame.Slots; word < end; word += SLOT) if (i32[word] !== 0) visit(word);
    }
    if (i32[generator + GeneratorField.Handled] !== 0) visit(generator + GeneratorField.Handled);
    if (i32[generator + GeneratorField.Outer] !== 0) visit(generator + GeneratorField.Outer);
    if (i32[generator + GeneratorField.Origin] !== 0) visit(generator + GeneratorField.Origin);
  };
  return {
    traverse: (generator, visit) => each(generator, (word) => visit(i32[word]! as Ref)),
    detach: (generator, take) => {
      const size = i32[generator + GeneratorField.Size]!;
      if (size !== 0) {
        const fp = generator + GeneratorField.Frame;
        if (i32[fp + Frame.Object] !== 0) releaseFrameObject(rt, generator, fp);
        for (let word = fp + Frame.Slots; word < fp + size; word += SLOT) takeWord(rt, word, take);
        takeWord(rt, fp + Frame.Object, take);
        takeWord(rt, fp + Frame.Locals, take);
        takeWord(rt, fp + Frame.Function, take);
        i32[generator + GeneratorField.Size] = 0;
      }
      forgetHost(rt, generator);
      i32[generator + GeneratorField.State] = GeneratorState.Ended;
      takeWord(rt, generator + GeneratorField.Handled, take);
      takeWord(rt, generator + GeneratorField.Outer, take);
      takeWord(rt, generator + GeneratorField.Origin, take);
    },
    blocks: () => {},
    freeBlocks: () => {},
  };
}

function takeWord(rt: Runtime, word: number, take: (object: Ref) => void): void {
  const object = rt.i32[word]! as Maybe;
  if (object === 0) return;
  rt.i32[word] = 0;
  take(object);
}

/** A frame object that others hold gets the locals; one that only the frame holds is dropped with it. */
function releaseFrameObject(rt: Runtime, generator: Ref, fp: number): void {
  const frame = rt.i32[fp + Frame.Object]! as Ref;
  const code = rt.compiled[rt.i32[generator + GeneratorField.Compiled]!]!;
  if (rt.i32[frame + Header.Refcnt]! > 1) takeOverFrame(rt, fp, code.slots);
  else rt.i32[frame + FrameObjectField.Running] = 0;
}
