import type { Ref } from '@uroboros/heap';
import { Header, ListId, TypeFlag, WeakRefField } from '@uroboros/heap/internal';
import { isText } from '../modules/io/textio.js';
import { keysOf } from '../objects/dict.js';
import { keysKind } from '../objects/dictkeys.js';
import { KeysKind, ModuleField, NativeField } from '../objects/layout.js';
import type { Maybe, Runtime } from './runtime.js';
import { systemObject } from './system.js';

/** The wrapped stream of a stream: the same word in text and in buffered ones. */
const WRAPPED = 4;

/**
 * Whether nobody outside can tell if the end of the program is taken step by step (`finalizeModules`) or not at all: no object
 * that is alive has a finalizer, no weak reference a callback that does more than abc's own, no name in a module a hash of its own, and nobody watches the
 * collector or the heap. Then a process that ends anyway may leave its memory as it is.
 *
 * Objects with finalizers and weak references are collectable, so that they stand in the collector's lists.
 */
export function endIsSilent(rt: Runtime): boolean {
  const { heap } = rt;
  if (!heap.plain || heap.gcState.debug !== 0 || rt.onSafepoint !== undefined) return false;
  const streams = standardStreams(rt);
  if (!streamsStand(rt, streams) || keysKind(rt, keysOf(rt, rt.modules)) === KeysKind.General) return false;
  for (let id: number = ListId.Young; id <= ListId.Permanent; id++) {
    const { items, length } = heap.generations.lists[id]!;
    for (let i = 0; i < length; i++) {
      const object = items[i]! as Ref;
      if (object !== 0 && !diesSilently(rt, object) && !streams.includes(object)) return false;
    }
  }
  return true;
}

function diesSilently(rt: Runtime, object: Ref): boolean {
  const { i32 } = rt;
  const typeId = i32[object + Header.TypeId]!;
  const flags = rt.heap.types.flags[typeId]!;
  if ((flags & (TypeFlag.Finalizer | TypeFlag.LegacyFinalizer)) !== 0) return false;
  if ((flags & TypeFlag.WeakRef) !== 0 && !callsSilently(rt, i32[object + WeakRefField.Callback]! as Maybe))
    return false;
  if (typeId !== rt.ids.module && !rt.types[typeId]!.isSubtypeOf(rt.builtin.module)) return true;
  const dict = i32[object + ModuleField.Dict]! as Ref;
  return keysKind(rt, keysOf(rt, dict)) !== KeysKind.General;
}

/** Whether a weak reference's callback does nothing that shows. */
function callsSilently(rt: Runtime, callback: Maybe): boolean {
  if (callback === 0) return true;
  if (rt.i32[callback + Header.TypeId] !== rt.ids.native) return false;
  return rt.natives[rt.i32[callback + NativeField.Native]!]!.silentAtEnd === true;
}

/** The process's own streams, with what they wrap: `sys` holds them to the very end. */
function standardStreams(rt: Runtime): Ref[] {
  const streams: Ref[] = [];
  for (const name of ['__stdin__', '__stdout__', '__stderr__']) {
    let stream = systemObject(rt, name);
    if (stream === 0 || !isText(rt, stream)) continue;
    for (let depth = 0; stream !== 0 && depth < 3; depth++) {
      streams.push(stream);
      stream = rt.i32[stream + WRAPPED]! as Ref | 0;
    }
  }
  return streams;
}

/** Whether what is flushed at the end are the process's own streams. */
function streamsStand(rt: Runtime, streams: readonly Ref[]): boolean {
  return ['stdout', 'stderr'].every((name) => {
    const stream = systemObject(rt, name);
    return stream === 0 || stream === rt.None || streams.includes(stream);
  });
}
