import type { Ref, TypeSpec } from '@uroboros/heap';
import { bindParameters } from '../objects/arguments.js';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { newDict } from '../objects/dict.js';
import { intFromWord } from '../objects/int.js';
import { TupleField, TypeField } from '../objects/layout.js';
import { noArgs } from '../objects/native.js';
import { reprText } from '../objects/reprguard.js';
import { tupleItem, tupleOf, tupleSize } from '../objects/tuple.js';
import { tupleFromIterable } from '../objects/tuple-type.js';
import type { TypeObject } from '../objects/typeobject.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { declareBuiltin, linkBuiltin, materialize, populate } from '../runtime/types.js';
import { storeOwned } from './module.js';

/** Tuples whose items also have names (Objects/structseq.c): sys.version_info, time.struct_time, … */

/** What a struct sequence type is made from. */
export interface StructSeqDefinition {
  /** With its module. */
  readonly name: string;
  readonly doc?: string;
  readonly fields: readonly string[];
  /** How many of the fields are items; the others are attributes only. Default: all. */
  readonly items?: number;
  /** Programs may make instances of a sequence. */
  readonly constructible?: boolean;
}

const types = new WeakMap<Runtime, Map<string, TypeObject>>();

/** The type of a definition, made when it is first asked for. */
export function structSeqType(rt: Runtime, definition: StructSeqDefinition): TypeObject {
  let known = types.get(rt);
  if (known === undefined) {
    known = new Map();
    types.set(rt, known);
  }
  let type = known.get(definition.name);
  if (type === undefined) {
    type = makeType(rt, definition);
    known.set(definition.name, type);
  }
  return type;
}

function itemCount(definition: StructSeqDefinition): number {
  return definition.items ?? definition.fields.length;
}

function makeType(rt: Runtime, definition: StructSeqDefinition): TypeObject {
  const { fields } = definition;
  const items = itemCount(definition);
  const built: BuiltinDefinition = {
    // These types are no fixed part of the runtime: the key is only what they are found under.
    key: definition.name as BuiltinName,
    name: definition.name,
    base: 'tuple',
    final: true,
    ...(definition.doc === undefined ? {} : { doc: definition.doc }),
    layout: (runtime) => layoutOf(runtime, fields.length, items),
    slots: {
      new: (runtime, _type, args, count, kwnames) => construct(runtime, definition, args, count, kwnames),
      repr: (runtime, self) => reprOf(runtime, self, definition),
    },
    methods: [noArgs('__reduce__', (runtime, self) => reduce(runtime, self, items))],
    members: fields.map((name, i) => ({ name, word: TupleField.Items + 2 * i, readonly: true, empty: 'none' })),
  };
  const type = declareBuiltin(rt, built);
  materialize(rt, type);
  linkBuiltin(rt, type);
  populate(rt, type, built);
  const dict = rt.i32[type.ref + TypeField.Dict]! as Ref;
  const names = tupleOf(rt, ...fields.slice(0, items).map((name) => rt.name(name)));
  const complete =
    storeOwned(rt, dict, 'n_sequence_fields', intFromWord(rt, items)) &&
    storeOwned(rt, dict, 'n_fields', intFromWord(rt, fields.length)) &&
    storeOwned(rt, dict, 'n_unnamed_fields', intFromWord(rt, 0)) &&
    storeOwned(rt, dict, '__match_args__', names);
  if (!complete) throw rt.heap.exhausted(0);
  return type;
}

/** A tuple's layout; fields that are no items follow the items, which only a layout of its own can say. */
function layoutOf(rt: Runtime, fields: number, items: number): Omit<TypeSpec, 'name'> {
  const {
    freeList: _list,
    untrack: _untrack,
    typeObject: _type,
    items: hasItems,
    ...spec
  } = rt.heap.types.spec(rt.builtin.tuple.typeId);
  if (fields === items) return hasItems === undefined ? spec : { ...spec, items: hasItems };
  const word = (object: Ref, field: number): number => object + TupleField.Items + 2 * field;
  return {
    ...spec,
    basicSize: spec.basicSize + 8 * (fields - items),
    custom: {
      traverse: (object, visit) => {
        for (let field = fields - 1; field >= 0; field--) {
          const value = rt.i32[word(object, field)]! as Maybe;
          if (value !== 0) visit(value);
        }
      },
      detach: (object, take) => {
        for (let field = fields - 1; field >= 0; field--) {
          const value = rt.i32[word(object, field)]! as Maybe;
          rt.i32[word(object, field)] = 0;
          if (value !== 0) take(value);
        }
      },
      blocks: () => {},
      freeBlocks: () => {},
    },
  };
}

/** A new instance of owned values, which are taken over; 0, the exception set, if one of them is 0. */
export function newStructSeq(rt: Runtime, definition: StructSeqDefinition, values: readonly Maybe[]): Maybe {
  const mark = rt.mark();
  let complete = true;
  for (const value of values) {
    if (value === 0) complete = false;
    else rt.hold(value);
  }
  if (!complete) return rt.finish(mark, 0);
  const object = rt.heap.objects.allocateVar(structSeqType(rt, definition).typeId, itemCount(definition));
  if (object === 0) return rt.finish(mark, rt.noMemory());
  for (let i = values.length - 1; i >= 0; i--) rt.i32[object + TupleField.Items + 2 * i] = rt.unhold();
  rt.heap.objects.track(object);
  return object;
}

function construct(rt: Runtime, definition: StructSeqDefinition, args: number, count: number, kwnames: Maybe): Maybe {
  const { name, fields } = definition;
  if (!definition.constructible) return rt.raise('TypeError', `cannot create '${name}' instances`);
  const values = bindParameters(
    rt,
    { function: 'structseq', names: ['sequence', 'dict'], required: 1 },
    args,
    count,
    kwnames,
  );
  if (values === undefined) return 0;
  const items = tupleFromIterable(rt, values[0] as Ref);
  if (items === 0) {
    if (!rt.errorIs(rt.builtin.TypeError)) return 0;
    rt.clearError();
    return rt.raise('TypeError', 'constructor requires a sequence');
  }
  const mark = rt.mark();
  rt.hold(items);
  const size = tupleSize(rt, items);
  const least = itemCount(definition);
  if (size < least || size > fields.length) {
    const bound =
      least === fields.length ? `a ${least}` : size < least ? `an at least ${least}` : `an at most ${fields.length}`;
    return rt.finish(mark, rt.raise('TypeError', `${name}() takes ${bound}-sequence (${size}-sequence given)`));
  }
  const filled = fields.map((_, i) => (i < size ? rt.incref(tupleItem(rt, items, i)) : rt.none()));
  return rt.finish(mark, newStructSeq(rt, definition, filled));
}

function reprOf(rt: Runtime, self: Ref, definition: StructSeqDefinition): Maybe {
  const texts: string[] = [];
  for (let i = 0; i < itemCount(definition); i++) {
    const text = reprText(rt, tupleItem(rt, self, i));
    if (text === undefined) return 0;
    texts.push(`${definition.fields[i]}=${text}`);
  }
  return rt.str(`${definition.name}(${texts.join(', ')})`);
}

function reduce(rt: Runtime, self: Ref, items: number): Maybe {
  const mark = rt.mark();
  const plain = tupleOf(rt, ...Array.from({ length: items }, (_, i) => tupleItem(rt, self, i)));
  if (plain === 0) return 0;
  rt.hold(plain);
  const rest = newDict(rt);
  if (rest === 0) return rt.finish(mark, 0);
  rt.hold(rest);
  const parts = tupleOf(rt, plain, rest);
  if (parts === 0) return rt.finish(mark, 0);
  rt.hold(parts);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, parts));
}
