import type { Ref } from '@uroboros/heap';
import { dictKeyAt, dictNext } from '../objects/dict.js';
import { TypeField } from '../objects/layout.js';
import { BINARY_NAMES, Binary, type BinarySlot, type Slots, type TypeObject } from '../objects/typeobject.js';
import { asksUserCode } from './asking-lookup.js';
import { missingAttribute, typeLookup } from './attributes.js';
import type { Maybe, Runtime } from './runtime.js';
import { callSlotMethod } from './slot-calls.js';
import { RULES, type SlotRule } from './slots.js';
import { specialName } from './special-names.js';

/** The slots of classes, filled from the special methods that their orders define (fixup_slot_dispatchers). */

/** Where slots are filled in: a class, or what a class without special methods has from a built-in base. */
interface Filled {
  readonly slots: Slots;
  readonly binary: (BinarySlot | undefined)[];
  readonly inplace: (BinarySlot | undefined)[];
}

type Name = (rt: Runtime) => Ref;

/** One slot, and the names on which it depends. */
interface Filling {
  readonly names: readonly string[];
  fill(rt: Runtime, type: TypeObject, into: Filled): void;
}

/** All slots but those that no special method stands for, and those that depend on a name. */
interface Fillings {
  readonly all: readonly Filling[];
  readonly byName: ReadonlyMap<string, readonly Filling[]>;
}

let made: Fillings | undefined;

/** Made for the first class: no start needs it. */
function fillings(): Fillings {
  made ??= makeFillings();
  return made;
}

function makeFillings(): Fillings {
  const all = [...RULES.map(ruleFilling), ...sequenceFillings(), ...operatorFillings()];
  const byName = new Map<string, Filling[]>();
  for (const filling of all) {
    for (const name of filling.names) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [filling]);
      else known.push(filling);
    }
  }
  return { all, byName };
}

const DEL = specialName('__del__');

/** Whether a change of the attribute can change a slot. */
export function isSlotName(name: string): boolean {
  return fillings().byName.has(name) || name === '__del__';
}

/** Fills all slots of a class from what its method resolution order defines; again after a special method changed. */
export function fillSlots(rt: Runtime, type: TypeObject): void {
  fillAll(rt, type, type);
  finishSlots(rt, type);
}

/** Fills the slots of a new class: those of its base, where it defines no special method of its own. */
export function fillNewSlots(rt: Runtime, type: TypeObject): void {
  const { base } = type;
  const dict = rt.i32[type.ref + TypeField.Dict]! as Ref;
  if (base === undefined || !hasOrderOf(type, base) || asksUserCode(rt, dict)) {
    fillSlots(rt, type);
    return;
  }
  const from = base.heapType ? base : slotsOfBuiltin(rt, base);
  Object.assign(type.slots, from.slots);
  for (let op = 0; op < Binary.Count; op++) {
    type.binary[op] = from.binary[op];
    type.inplace[op] = from.inplace[op];
  }
  const { byName } = fillings();
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    const own = byName.get(rt.text(dictKeyAt(rt, dict, entry)));
    if (own !== undefined) for (const filling of own) filling.fill(rt, type, type);
  }
  finishSlots(rt, type);
}

/** Whether a class comes first in its order, and its base's order follows. */
function hasOrderOf(type: TypeObject, base: TypeObject): boolean {
  const { mro } = type;
  return mro.length === base.mro.length + 1 && mro[0] === type && base.mro.every((each, i) => mro[i + 1] === each);
}

const slotsOfBuiltins = new WeakMap<TypeObject, Filled>();

/** What a class without special methods has from a built-in base, which never changes. */
function slotsOfBuiltin(rt: Runtime, base: TypeObject): Filled {
  let known = slotsOfBuiltins.get(base);
  if (known === undefined) {
    known = { slots: {}, binary: [], inplace: [] };
    slotsOfBuiltins.set(base, known);
    fillAll(rt, base, known);
  }
  return known;
}

function fillAll(rt: Runtime, type: TypeObject, into: Filled): void {
  for (const filling of fillings().all) filling.fill(rt, type, into);
  const lender = type.mro.find((base) => !base.heapType && base.slots.buffer !== undefined);
  into.slots.buffer = lender?.slots.buffer;
  into.slots.releaseBuffer = lender?.slots.releaseBuffer;
}

function finishSlots(rt: Runtime, type: TypeObject): void {
  if (type.mro.length > 0) refuseAttributes(type);
  const finalizer = typeLookup(rt, type, DEL(rt));
  rt.heap.types.enableFinalizer(type.typeId, finalizer !== 0 || rt.hasNativeFinalizer(type));
}

/** Where a metaclass's mro() leaves out object, nothing gets or sets attributes of instances. */
function refuseAttributes(type: TypeObject): void {
  const { slots } = type;
  const getattr = slots.getattr;
  slots.getattr ??= noAttribute;
  slots.setattr ??= getattr === undefined ? noAttributes : readOnlyAttributes;
}

const noAttribute = (rt: Runtime, object: Ref, name: Ref): Maybe =>
  missingAttribute(rt, object, rt.typeOf(object), name);

const noAttributes = (rt: Runtime, object: Ref, name: Ref, value: Maybe): boolean =>
  refuseSetting(rt, object, 'no', name, value);

const readOnlyAttributes = (rt: Runtime, object: Ref, name: Ref, value: Maybe): boolean =>
  refuseSetting(rt, object, 'only read-only', name, value);

function refuseSetting(rt: Runtime, object: Ref, which: string, name: Ref, value: Maybe): boolean {
  const what = value === 0 ? 'del' : 'assign to';
  rt.raise('TypeError', `'${rt.typeOf(object).name}' object has ${which} attributes (${what} .${rt.text(name)})`);
  return false;
}

/** The type of the resolution order that defines a name first. */
function definer(rt: Runtime, type: TypeObject, name: Name): TypeObject | undefined {
  const key = name(rt);
  for (const base of type.mro) if (rt.ownAttribute(base, key) !== 0) return base;
  return undefined;
}

function ruleFilling(rule: SlotRule): Filling {
  const names = rule.methods.map(specialName);
  return {
    names: rule.methods,
    fill: (rt, type, { slots }) => {
      (slots as Record<string, unknown>)[rule.slot] = slotFor(rt, type, rule, names);
    },
  };
}

function slotFor(rt: Runtime, type: TypeObject, rule: SlotRule, names: readonly Name[]): unknown {
  let native: unknown;
  for (const name of names) {
    const owner = definer(rt, type, name);
    if (owner === undefined) continue;
    if (owner.heapType) {
      if (rule.slot === 'hash' && rt.ownAttribute(owner, name(rt)) === rt.None) return undefined;
      return rule.call;
    }
    native ??= owner.slots[rule.slot];
  }
  if (native === undefined && rule.slot === 'new') return inheritedNew(type);
  return native;
}

/**
 * __new__ of built-in types is no entry of their slots' methods. Where the order has one, that of the built-in type serves whose layout
 * the instances have.
 */
function inheritedNew(type: TypeObject): unknown {
  if (!type.mro.some((base) => !base.heapType && base.slots.new !== undefined)) return undefined;
  let base = type;
  while (base.heapType) base = base.base!;
  return base.slots.new;
}

/** Sequences' + and *, where a built-in type has them: a class's own are operators of numbers. */
function sequenceFillings(): Filling[] {
  const filling = (name: string, slot: 'concat' | 'inplaceConcat' | 'repeat' | 'inplaceRepeat'): Filling => {
    const named = specialName(name);
    return {
      names: [name],
      fill: (rt, type, { slots }) => {
        const owner = definer(rt, type, named);
        (slots as Record<string, unknown>)[slot] =
          owner === undefined || owner.heapType ? undefined : owner.slots[slot];
      },
    };
  };
  return [
    filling('__add__', 'concat'),
    filling('__iadd__', 'inplaceConcat'),
    filling('__mul__', 'repeat'),
    filling('__imul__', 'inplaceRepeat'),
  ];
}

function operatorFillings(): Filling[] {
  return BINARY_NAMES.flatMap((operator, op) => [binaryFilling(operator, op), inplaceFilling(operator, op)]);
}

function binaryFilling(operator: string, op: number): Filling {
  const names = [`__${operator}__`, `__r${operator}__`];
  const [forward, reflected] = names.map(specialName) as [Name, Name];
  const call = binaryCall(op, forward, reflected);
  return {
    names,
    fill: (rt, type, { binary }) => {
      const left = definer(rt, type, forward);
      const right = definer(rt, type, reflected);
      binary[op] = left?.heapType || right?.heapType ? call : (left ?? right)?.binary[op];
    },
  };
}

function inplaceFilling(operator: string, op: number): Filling {
  const name = `__i${operator}__`;
  const named = specialName(name);
  const call: BinarySlot = (rt, left, right) => {
    const result = callSlotMethod(rt, left, named(rt), right);
    return result === 0 && !rt.failed ? rt.notImplemented() : result;
  };
  return {
    names: [name],
    fill: (rt, type, { inplace }) => {
      const owner = definer(rt, type, named);
      inplace[op] = owner?.heapType ? call : owner?.inplace[op];
    },
  };
}

/** A class's operator: `__add__` of the left operand, `__radd__` of the right one (SLOT1BIN). */
function binaryCall(op: number, forward: Name, reflected: Name): BinarySlot {
  const made = (rt: Runtime, left: Ref, right: Ref): Maybe => {
    const typeLeft = rt.typeOf(left);
    const typeRight = rt.typeOf(right);
    if (typeLeft === typeRight) {
      const result = callSlotMethod(rt, left, forward(rt), right);
      return result === 0 && !rt.failed ? rt.notImplemented() : result;
    }
    const rightCalls = typeRight.binary[op] === made;
    const overrides =
      rightCalls &&
      typeRight.isSubtypeOf(typeLeft) &&
      typeLookup(rt, typeLeft, reflected(rt)) !== typeLookup(rt, typeRight, reflected(rt));
    if (overrides) {
      const result = callSlotMethod(rt, right, reflected(rt), left);
      if (result !== rt.NotImplemented && (result !== 0 || rt.failed)) return result;
      rt.drop(result);
    }
    if (typeLeft.binary[op] === made) {
      const result = callSlotMethod(rt, left, forward(rt), right);
      if (result !== rt.NotImplemented && (result !== 0 || rt.failed)) return result;
      rt.drop(result);
    }
    if (rightCalls && !overrides) {
      const result = callSlotMethod(rt, right, reflected(rt), left);
      if (result !== 0 || rt.failed) return result;
    }
    return rt.notImplemented();
  };
  return made;
}
