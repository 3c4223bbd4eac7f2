import type { Ref } from '@uroboros/heap';
import { dictSet, newDict } from '../objects/dict.js';
import { newNative } from '../objects/function-type.js';
import { ModuleField } from '../objects/layout.js';
import type { NativeFunction } from '../objects/native.js';
import type { TypeObject } from '../objects/typeobject.js';
import { asCalled } from '../runtime/argument-tuples.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/** A module written in TypeScript. */
export interface NativeModule {
  readonly name: string;
  readonly doc?: string;
  /** Functions get the module as `self` in the object, but not among their arguments. */
  readonly functions?: readonly NativeFunction[];
  /** Adds what is not a function: false on error. */
  readonly init?: (rt: Runtime, dict: Ref) => boolean;
}

/** A new, empty module; owned. Its dictionary has `__name__`, `__doc__`, `__package__`, `__loader__`, `__spec__`. */
export function newModule(rt: Runtime, name: string, doc?: string): Maybe {
  const module = emptyModule(rt, rt.builtin.module);
  if (module === 0) return 0;
  const mark = rt.mark();
  rt.hold(module);
  const text = doc === undefined ? rt.none() : rt.str(doc);
  if (text === 0) return rt.finish(mark, 0);
  rt.hold(text);
  return rt.finish(mark, fillModule(rt, module, rt.name(name), text) ? rt.incref(module) : 0);
}

/** module.__new__: a module that has no name yet. */
export function emptyModule(rt: Runtime, type: TypeObject): Maybe {
  const module = rt.heap.objects.allocate(type.typeId);
  if (module === 0) return rt.noMemory();
  const mark = rt.mark();
  rt.hold(module);
  const dict = newDict(rt);
  if (dict === 0) return rt.finish(mark, 0);
  rt.i32[module + ModuleField.Dict] = dict;
  rt.heap.objects.track(module);
  return rt.unhold();
}

/** module.__init__: what every module has in its dictionary. */
export function fillModule(rt: Runtime, module: Ref, name: Ref, doc: Ref): boolean {
  const dict = moduleDict(rt, module);
  rt.replace(module + ModuleField.Name, rt.incref(name));
  return (
    dictSet(rt, dict, rt.name('__name__'), name) &&
    dictSet(rt, dict, rt.name('__doc__'), doc) &&
    ['__package__', '__loader__', '__spec__'].every((key) => dictSet(rt, dict, rt.name(key), rt.None))
  );
}

/** The dictionary of a module, borrowed. */
export function moduleDict(rt: Runtime, module: Ref): Ref {
  return rt.i32[module + ModuleField.Dict]! as Ref;
}

/** Stores an owned reference under a name; false on error, or if the reference is 0. */
export function storeOwned(rt: Runtime, dict: Ref, name: string, owned: Maybe): boolean {
  if (owned === 0) return false;
  const mark = rt.mark();
  rt.hold(owned);
  const stored = dictSet(rt, dict, rt.name(name), owned);
  rt.releaseTo(mark);
  return stored;
}

/** Makes a module of a description; owned. */
export function makeModule(rt: Runtime, definition: NativeModule): Maybe {
  const module = newModule(rt, definition.name, definition.doc);
  if (module === 0) return 0;
  const mark = rt.mark();
  rt.hold(module);
  const dict = moduleDict(rt, module);
  for (const native of definition.functions ?? []) {
    const fn = newNative(
      rt,
      rt.addNative(asCalled(rt, definition.name, native, false)),
      module,
      rt.name(definition.name),
    );
    if (!storeOwned(rt, dict, native.name, fn)) return rt.finish(mark, 0);
  }
  if (definition.init !== undefined && !definition.init(rt, dict)) return rt.finish(mark, 0);
  return rt.unhold();
}
