import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { lookupSuper } from '../objects/module-type.js';
import { callWith } from '../runtime/calls.js';
import { Frame, SLOT } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { fastPaths } from './fast.js';

/** What a place of `super().name` remembers: the function found for a class, and objects of a type in one version. */
export const enum SuperSite {
  Class = 0,
  TypeId = 1,
  Version = 2,
  Function = 3,
  /** A place's first run is never specialised: it makes the object that `super` is in the language. */
  Runs = 4,
  Words = 5,
}

type Load = (callee: Ref, owner: Maybe, object: Maybe, name: Ref, ic: Int32Array, at: number) => Maybe;

export interface SuperHelpers {
  /** `super().name`: a new reference, or 0. `callee` is owned and dropped, all else is borrowed. */
  readonly superAttributeAt: Load;
  /**
   * Puts `super().name` into a window: 1 a function that takes self, both in place; 0 something else in the second slot; −1 on
   * error.
   */
  readonly superMethodAt: (
    callee: Ref,
    owner: Maybe,
    object: Maybe,
    name: Ref,
    window: number,
    ic: Int32Array,
    at: number,
  ) => number;
}

export function superHelpers(rt: Runtime): SuperHelpers {
  const { i32, typeVersions } = rt;
  const { dec } = fastPaths(rt);

  /** As the language says it: calls super, and asks what it gives for the attribute. */
  const general = (callee: Ref, name: Ref): Maybe => {
    const mark = rt.mark();
    rt.hold(callee);
    const made = callWith(rt, callee, []);
    if (made === 0) return rt.finish(mark, 0);
    rt.hold(made);
    return rt.finish(mark, rt.getAttr(made, name));
  };

  const isGeneral = (callee: Ref, owner: Maybe, object: Maybe, ic: Int32Array, at: number): boolean => {
    if (callee !== rt.builtin.super.ref || owner === 0 || object === 0) return true;
    if (ic[at + SuperSite.Runs] !== 0) return false;
    ic[at + SuperSite.Runs] = 1;
    return true;
  };

  const fillMethod = (owner: Ref, object: Ref, method: Ref, ic: Int32Array, at: number): void => {
    const id = i32[object + Header.TypeId]!;
    ic[at + SuperSite.Class] = owner;
    ic[at + SuperSite.TypeId] = id;
    ic[at + SuperSite.Version] = typeVersions[id]!;
    ic[at + SuperSite.Function] = method;
  };

  return {
    superAttributeAt: (callee, owner, object, name, ic, at) => {
      if (isGeneral(callee, owner, object, ic, at)) return general(callee, name);
      dec(callee);
      return lookupSuper(rt, owner as Ref, object as Ref, name, false).value;
    },
    superMethodAt: (callee, owner, object, name, window, ic, at) => {
      if (isGeneral(callee, owner, object, ic, at)) {
        const value = general(callee, name);
        if (value === 0) return -1;
        i32[window + SLOT] = value;
        return 0;
      }
      dec(callee);
      const id = i32[(object as Ref) + Header.TypeId]!;
      if (ic[at] === owner && ic[at + SuperSite.TypeId] === id && ic[at + SuperSite.Version] === typeVersions[id]) {
        i32[window] = rt.incref(ic[at + SuperSite.Function]! as Ref);
        i32[window + Frame.Slots] = rt.incref(object as Ref);
        return 1;
      }
      const found = lookupSuper(rt, owner as Ref, object as Ref, name, true);
      if (found.value === 0) return -1;
      if (!found.isMethod) {
        i32[window + SLOT] = found.value;
        return 0;
      }
      fillMethod(owner as Ref, object as Ref, found.value, ic, at);
      i32[window] = found.value;
      i32[window + Frame.Slots] = rt.incref(object as Ref);
      return 1;
    },
  };
}
