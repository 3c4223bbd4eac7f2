import type { Ref } from '@uroboros/heap';
import { Header, Part, PreHeader, TypeFlag, VALUES_CAPACITY, VALUES_VALID } from '@uroboros/heap/internal';
import {
  DictField,
  FrameObjectField,
  GeneratorField,
  KeysField,
  KeysKind,
  SLOT,
  TypeField,
} from '@uroboros/python/internal';
import { textOf } from './describe.js';
import { HEADER, innerLocal } from './frames.js';
import type { RecordedHeap } from './recorded-heap.js';

/** How an object holds another. */
export type Edge =
  | { readonly t: 'item'; readonly index: number }
  | { readonly t: 'element' }
  | { readonly t: 'key'; readonly key: Ref }
  | { readonly t: 'value'; readonly key: Ref }
  | { readonly t: 'attribute'; readonly name: string }
  | { readonly t: 'local'; readonly name: string }
  | { readonly t: 'field'; readonly name: string }
  | { readonly t: 'dictionary' }
  | { readonly t: 'class' }
  | { readonly t: 'inside' };

/** Called with each counted reference of an object: to what, how, and in which word (0 where that is not known). */
export type EdgeVisitor = (target: Ref, edge: Edge, word: number) => void;

/** Fields of built-in types by the byte at which they lie. */
const FIELDS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  function: {
    16: '__globals__',
    24: '__builtins__',
    32: '__name__',
    40: '__qualname__',
    48: '__code__',
    56: '__defaults__',
    64: '__kwdefaults__',
    72: '__closure__',
    80: '__doc__',
    88: '__dict__',
    104: '__module__',
    112: '__annotations__',
    120: '__type_params__',
  },
  code: {
    24: 'co_consts',
    32: 'co_names',
    40: 'co_exceptiontable',
    96: 'co_varnames',
    104: 'kinds of locals',
    112: 'co_filename',
    120: 'co_name',
    128: 'co_qualname',
    136: 'co_linetable',
  },
  cell: { 16: 'cell_contents' },
  method: { 16: '__func__', 24: '__self__' },
  builtin_function_or_method: { 24: '__self__', 32: '__module__' },
  module: { 16: '__dict__', 48: '__name__' },
  traceback: { 16: 'tb_next', 24: 'tb_frame' },
  'weakref.ReferenceType': { 24: '__callback__' },
  slice: { 16: 'start', 24: 'stop', 32: 'step' },
  property: { 16: 'fget', 24: 'fset', 32: 'fdel', 40: '__doc__', 48: '__name__' },
  staticmethod: { 16: '__func__', 24: '__dict__' },
  classmethod: { 16: '__func__', 24: '__dict__' },
  super: { 16: '__thisclass__', 24: '__self__', 32: '__self_class__' },
  type: {
    256: '__base__',
    264: '__dict__',
    336: '__bases__',
    344: '__mro__',
    352: 'cache',
    360: '__subclasses__',
    848: '__name__',
    856: '__slots__',
    864: '__qualname__',
    880: '__module__',
  },
};

/** Fields of exceptions, which all exception types share. */
const EXCEPTION_FIELDS: Readonly<Record<number, string>> = {
  16: '__dict__',
  24: 'args',
  32: '__notes__',
  40: '__traceback__',
  48: '__context__',
  56: '__cause__',
};

/** Calls back with all counted references of a living object, those included that the collector does not visit. */
export function forEachEdge(heap: RecordedHeap, object: Ref, visit: EdgeVisitor): void {
  const { types, i32 } = heap;
  const id = heap.typeId(object);
  const spec = types.spec(id);
  const isType = spec.basicSize >= 416 && spec.name === 'type';
  const fields = isType ? FIELDS['type']! : fieldsOf(heap, object);
  const ownSlots = slotNames(heap, object);
  const start = types.slotStart[id]!;
  for (let s = 0; s < types.slotTotal[id]!; s++) {
    const word = object + types.slotWords[start + s]!;
    const target = i32[word]! as Ref;
    if (target === 0) continue;
    const own = ownSlots[s];
    if (own !== undefined) visit(target, { t: 'attribute', name: own }, word);
    else visit(target, { t: 'field', name: fields[4 * types.slotWords[start + s]!] ?? `field ${s}` }, word);
  }
  if (types.valuesWord[id] !== 0) visitValues(heap, object, object + types.valuesWord[id]!, visit);
  const flags = types.flags[id]!;
  if ((flags & TypeFlag.ManagedDict) !== 0 && i32[object + PreHeader.Dict] !== 0)
    visit(i32[object + PreHeader.Dict]! as Ref, { t: 'dictionary' }, object + PreHeader.Dict);
  const type = i32[object + Header.Type]! as Ref;
  if ((flags & TypeFlag.CountsType) !== 0 && type !== 0) visit(type, { t: 'class' }, object + Header.Type);
  visitPart(heap, object, visit);
}

function fieldsOf(heap: RecordedHeap, object: Ref): Readonly<Record<number, string>> {
  const { name, slots } = heap.types.spec(heap.typeId(object));
  const known = FIELDS[name];
  if (known !== undefined) return known;
  return slots?.includes(40) && slots.includes(24) && slots.includes(16) ? EXCEPTION_FIELDS : {};
}

/** Names of the slots that a class statement gave its instances (`__slots__`). */
function slotNames(heap: RecordedHeap, object: Ref): readonly string[] {
  const { i32, types } = heap;
  const id = heap.typeId(object);
  const type = i32[object + Header.Type]! as Ref;
  if ((types.flags[id]! & TypeFlag.CountsType) === 0 || type === 0) return [];
  if ((types.basicSize[heap.typeId(type)] ?? 0) <= 4 * TypeField.Module) return [];
  const names = i32[type + TypeField.Slots]! as Ref;
  if (names === 0) return [];
  return Array.from({ length: i32[names + Header.Size]! }, (_, i) => textOf(heap, i32[names + 6 + 2 * i]! as Ref));
}

/** Attributes that lie inline behind an instance: the keys that the class's instances share name them. */
function visitValues(heap: RecordedHeap, object: Ref, values: number, visit: EdgeVisitor): void {
  const { i32 } = heap;
  const header = i32[values]!;
  if ((header & VALUES_VALID) === 0) return;
  const keys = i32[i32[object + Header.Type]! + TypeField.CachedKeys]!;
  for (let i = 0; i < (header & VALUES_CAPACITY); i++) {
    const word = values + 2 + 2 * i;
    const target = i32[word]! as Ref;
    if (target === 0) continue;
    const name = keys === 0 ? 0 : (i32[firstEntry(heap, keys) + 4 * i]! as Ref);
    visit(target, { t: 'attribute', name: name === 0 ? '?' : textOf(heap, name as Ref) }, word);
  }
}

function visitPart(heap: RecordedHeap, object: Ref, visit: EdgeVisitor): void {
  const { types, i32 } = heap;
  const id = heap.typeId(object);
  switch (types.part[id] as Part) {
    case Part.None:
      return;
    case Part.Items:
      visitItems(heap, object + types.partWord[id]!, i32[object + Header.Size]!, visit);
      return;
    case Part.Buffer:
      visitItems(heap, i32[object + types.partWord[id]!]!, i32[object + Header.Size]!, visit);
      return;
    case Part.Table:
      heap.traversal.visitPart(object, (target) => visit(target, { t: 'element' }, 0));
      return;
    case Part.Custom:
      visitCustom(heap, object, visit);
  }
}

function visitItems(heap: RecordedHeap, first: number, count: number, visit: EdgeVisitor): void {
  for (let index = 0; index < count; index++) {
    const target = heap.i32[first + 2 * index]! as Ref;
    if (target !== 0) visit(target, { t: 'item', index }, first + 2 * index);
  }
}

function visitCustom(heap: RecordedHeap, object: Ref, visit: EdgeVisitor): void {
  const kind = heap.customOf(heap.typeId(object));
  if (kind === 'dict' || kind === 'defaultdict') visitDict(heap, object, visit);
  else if (kind === 'generator' || kind === 'frame') visitFrame(heap, object, kind, visit);
  else {
    const { custom } = heap.types.spec(heap.typeId(object));
    const inside = (target: Ref): void => visit(target, { t: 'inside' }, 0);
    custom!.traverse(object, inside);
    custom!.traverseHidden?.(object, inside);
  }
}

function firstEntry(heap: RecordedHeap, keys: number): number {
  return keys + KeysField.Indices + (1 << (((heap.i32[keys + KeysField.Logs]! >> 8) & 0xff) - 2));
}

function visitDict(heap: RecordedHeap, dict: Ref, visit: EdgeVisitor): void {
  const { i32 } = heap;
  const keys = i32[dict + DictField.Keys]!;
  if (keys === 0) return;
  const isGeneral = ((i32[keys + KeysField.Logs]! >> 16) & 0xff) === KeysKind.General;
  const words = isGeneral ? 6 : 4;
  let entry = firstEntry(heap, keys) + (isGeneral ? 2 : 0);
  for (let i = 0; i < i32[keys + KeysField.Entries]!; i++, entry += words) {
    const key = i32[entry]! as Ref;
    const value = i32[entry + 2]! as Ref;
    if (key !== 0) visit(key, { t: 'key', key }, entry);
    if (value !== 0) visit(value, { t: 'value', key }, entry + 2);
  }
}

/** What a generator or a frame object holds: found by the traversal, named by the slot that has it. */
function visitFrame(heap: RecordedHeap, object: Ref, kind: 'generator' | 'frame', visit: EdgeVisitor): void {
  const { i32 } = heap;
  const isGenerator = kind === 'generator';
  const first = object + (isGenerator ? GeneratorField.Frame : FrameObjectField.Items);
  const slots = isGenerator ? i32[object + GeneratorField.Size]! / SLOT : i32[object + Header.Size]!;
  const taken = new Set<number>();
  heap.types.spec(heap.typeId(object)).custom!.traverse(object, (target) => {
    for (let slot = 0; slot < slots; slot++) {
      const word = first + SLOT * slot;
      if (i32[word] !== target || taken.has(word)) continue;
      taken.add(word);
      if (isGenerator && slot < HEADER.length) visit(target, { t: 'field', name: HEADER[slot]! }, word);
      else {
        const name = innerLocal(heap, object, kind, word);
        visit(target, name === undefined ? { t: 'inside' } : { t: 'local', name }, word);
      }
      return;
    }
    visit(target, { t: 'inside' }, 0);
  });
}
