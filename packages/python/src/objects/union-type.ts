import type { Ref } from '@uroboros/heap';
import { genericGetAttr } from '../runtime/attributes.js';
import { binaryOp, compareBool, hashOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { isGenericAlias, typeText } from './generic-alias.js';
import { makeParameters, substitute } from './generic-parameters.js';
import { oneArg, until } from './native.js';
import { tupleOf } from './tuple.js';
import { isInstance, isSubclass } from './type-type.js';
import { Binary, Compare } from './typeobject.js';
import { unionOperators } from './union-operators.js';

/** types.UnionType: `int | None`. */

/** unionobject. */
const enum UnionField {
  Args = 4,
  Parameters = 6,
}

export function isUnion(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object) === rt.builtin.UnionType;
}

export const unionArgs = (rt: Runtime, self: Ref): Ref => rt.i32[self + UnionField.Args]! as Ref;

function isUnionable(rt: Runtime, object: Ref): boolean {
  if (object === rt.None || rt.typeByRef.has(object) || isGenericAlias(rt, object) || isUnion(rt, object)) return true;
  return rt.typeOf(object).name === 'typing.TypeAliasType';
}

/** left | right of classes, aliases, unions and None; NotImplemented for all else. */
export function unionOr(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!isUnionable(rt, left) || !isUnionable(rt, right)) return rt.notImplemented();
  return makeUnion(rt, [left, right]);
}

/** A union of members, which are flattened and entered once each; a single one stands for itself. */
function makeUnion(rt: Runtime, members: readonly Ref[]): Maybe {
  const unique: Ref[] = [];
  for (const member of members.flatMap((each) => flattened(rt, each))) {
    const known = contains(rt, unique, member);
    if (known < 0) return 0;
    if (known === 0) unique.push(member);
  }
  if (unique.length === 1) return rt.incref(unique[0]!);
  const args = tupleOf(rt, ...unique);
  if (args === 0) return 0;
  const mark = rt.mark();
  rt.hold(args);
  const union = rt.heap.objects.allocate(rt.builtin.UnionType.typeId);
  if (union === 0) {
    rt.releaseTo(mark);
    return rt.noMemory();
  }
  rt.i32[union + UnionField.Args] = rt.unhold();
  rt.heap.objects.track(union);
  return union;
}

function flattened(rt: Runtime, member: Ref): Ref[] {
  if (member === rt.None) return [rt.builtin.NoneType.ref];
  return isUnion(rt, member) ? itemsOf(rt, unionArgs(rt, member)) : [member];
}

function itemsOf(rt: Runtime, tuple: Ref): Ref[] {
  return Array.from({ length: rt.tupleSize(tuple) }, (_, i) => rt.tupleItem(tuple, i));
}

/** Classes are compared by identity, aliases by value. */
function contains(rt: Runtime, unique: readonly Ref[], member: Ref): number {
  for (const each of unique) {
    if (each === member) return 1;
    if (!isGenericAlias(rt, each) || !isGenericAlias(rt, member)) continue;
    const equal = compareBool(rt, each, member, Compare.Eq);
    if (equal !== 0) return equal;
  }
  return 0;
}

function repr(rt: Runtime, self: Ref): Maybe {
  const texts: string[] = [];
  for (const member of itemsOf(rt, unionArgs(rt, self))) {
    const text = member === rt.builtin.NoneType.ref ? 'None' : typeText(rt, member);
    if (text === undefined) return 0;
    texts.push(text);
  }
  return rt.str(texts.join(' | '));
}

function memberSet(rt: Runtime, self: Ref): Maybe {
  return rt.call(rt.builtin.frozenset.ref, unionArgs(rt, self));
}

function hash(rt: Runtime, self: Ref): boolean {
  const members = memberSet(rt, self);
  return members !== 0 && rt.consume(members, (_, set) => (hashOf(rt, set) ? 1 : 0)) === 1;
}

function compare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if ((op !== Compare.Eq && op !== Compare.Ne) || !isUnion(rt, self) || !isUnion(rt, other)) return rt.notImplemented();
  const mark = rt.mark();
  const first = memberSet(rt, self);
  if (first === 0) return 0;
  rt.hold(first);
  const second = memberSet(rt, other);
  if (second === 0) return rt.finish(mark, 0);
  rt.hold(second);
  const equal = compareBool(rt, first, second, Compare.Eq);
  return rt.finish(mark, equal < 0 ? 0 : rt.bool((equal === 1) === (op === Compare.Eq)));
}

/** Whether a check holds for one of the members; aliases cannot be checked for. */
function anyMember(rt: Runtime, self: Ref, what: string, check: (member: Ref) => number): Maybe {
  const members = itemsOf(rt, unionArgs(rt, self));
  if (members.some((member) => isGenericAlias(rt, member))) {
    return rt.raise('TypeError', `${what}() argument 2 cannot be a parameterized generic`);
  }
  for (const member of members) {
    const answer = check(member);
    if (answer !== 0) return answer < 0 ? 0 : rt.bool(true);
  }
  return rt.bool(false);
}

function parametersOf(rt: Runtime, self: Ref): Maybe {
  if (rt.i32[self + UnionField.Parameters] === 0) {
    const parameters = makeParameters(rt, unionArgs(rt, self));
    if (parameters === 0) return 0;
    rt.replace(self + UnionField.Parameters, parameters);
  }
  return rt.incref(rt.i32[self + UnionField.Parameters]! as Ref);
}

/** union[item]: the parameters replaced, and the members joined anew. */
function getItem(rt: Runtime, self: Ref, item: Ref): Maybe {
  const mark = rt.mark();
  const parameters = parametersOf(rt, self);
  if (parameters === 0) return 0;
  rt.hold(parameters);
  const args = substitute(rt, self, unionArgs(rt, self), parameters, item);
  if (args === 0) return rt.finish(mark, 0);
  rt.hold(args);
  let result: Maybe = rt.incref(rt.tupleItem(args, 0));
  for (let i = 1; i < rt.tupleSize(args) && result !== 0; i++) {
    rt.hold(result);
    result = binaryOp(rt, Binary.Or, result, rt.tupleItem(args, i));
  }
  return rt.finish(mark, result);
}

export const unionType: BuiltinDefinition = {
  key: 'UnionType',
  name: 'types.UnionType',
  module: 'types',
  final: true,
  doc: 'Represent a PEP 604 union type\n\nE.g. for int | str',
  layout: () => ({ basicSize: 32, gc: true, slots: [16, 24], noClear: true }),
  slots: {
    repr,
    hash,
    compare,
    getattr: (rt, self, name) =>
      rt.text(name) === '__module__' ? rt.getAttr(rt.typeOf(self).ref, name) : genericGetAttr(rt, self, name),
    getItem,
    binary: unionOperators(),
  },
  methods: [
    until(
      11,
      oneArg('__instancecheck__', (rt, self, object) =>
        anyMember(rt, self, 'isinstance', (member) => isInstance(rt, object, member)),
      ),
    ),
    until(
      11,
      oneArg('__subclasscheck__', (rt, self, type) =>
        anyMember(rt, self, 'issubclass', (member) => isSubclass(rt, type, member)),
      ),
    ),
  ],
  members: [{ name: '__args__', word: UnionField.Args, readonly: true }],
  attributes: [{ name: '__parameters__', get: parametersOf }],
};
