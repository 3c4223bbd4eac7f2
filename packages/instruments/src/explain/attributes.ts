import type { Ref } from '@uroboros/heap';
import { Header, Unit } from '@uroboros/heap/internal';
import { TupleField, TypeField } from '@uroboros/python/internal';
import { isType, textOf, typeName } from '../read/describe.js';
import { forEachEdge } from '../read/edges.js';
import type { RecordedHeap } from '../read/recorded-heap.js';

/**
 * Attributes as Python looks them up, where the object that one means is in memory already: no code of the program runs. What a descriptor
 * computes when it is read (a property, a bound method) is held by nobody, so no question can be about it.
 */

/** An attribute is computed when it is read: no object is kept for it. */
export const COMPUTED = Symbol('computed');

/** What an attribute means: what the object itself holds, else what its type and that one's bases do; 0 if there is none. */
export function attributeOf(heap: RecordedHeap, object: Ref, name: string): Ref | 0 | typeof COMPUTED {
  const ofType = inBases(heap, typeObjectOf(heap, object), name);
  // What can be set through the type comes before what the object has by this name.
  if (ofType !== 0 && has(heap, ofType, '__get__') && has(heap, ofType, '__set__'))
    return FIELDS.has(typeName(heap, ofType)) ? field(heap, object, ofType, name) : COMPUTED;
  if (isType(heap, object)) {
    const found = inBases(heap, object, name);
    if (found !== 0) return BY_THEMSELVES.has(typeName(heap, found)) ? found : plain(heap, found);
  }
  const own = ownAttribute(heap, object, name);
  if (own !== 0) return own;
  return ofType === 0 ? 0 : plain(heap, ofType);
}

/** Descriptors of what lies in the object. */
const FIELDS: ReadonlySet<string> = new Set(['member_descriptor', 'getset_descriptor']);

/** Descriptors that a class gives as they are. */
const BY_THEMSELVES: ReadonlySet<string> = new Set([
  'function',
  'property',
  'member_descriptor',
  'getset_descriptor',
  'method_descriptor',
  'wrapper_descriptor',
]);

/** The value of a str key in a dictionary; 0 if it has none. */
export function entryOf(heap: RecordedHeap, dict: Ref, name: string): Ref | 0 {
  let found: Ref | 0 = 0;
  forEachEdge(heap, dict, (value, edge) => {
    if (edge.t !== 'value' || found !== 0 || typeName(heap, edge.key) !== 'str') return;
    if (textOf(heap, edge.key) === name) found = value;
  });
  return found;
}

/** An attribute that an object holds itself: by value or in its dictionary. */
function ownAttribute(heap: RecordedHeap, object: Ref, name: string): Ref | 0 {
  let found: Ref | 0 = 0;
  let dict: Ref | 0 = 0;
  forEachEdge(heap, object, (target, edge) => {
    if (edge.t === 'attribute' && edge.name === name) found = target;
    if (edge.t === 'dictionary' || (edge.t === 'field' && edge.name === '__dict__')) dict = target;
  });
  return found !== 0 || dict === 0 ? found : entryOf(heap, dict, name);
}

/** What a slot or a field of the object holds; a descriptor that names none computes what it gives. */
function field(heap: RecordedHeap, object: Ref, descriptor: Ref, name: string): Ref | 0 | typeof COMPUTED {
  let found: Ref | 0 = 0;
  forEachEdge(heap, object, (target, edge) => {
    const isNamed = (edge.t === 'attribute' || edge.t === 'field') && edge.name === name;
    const isDictionary = edge.t === 'dictionary' && name === '__dict__';
    const isClass = edge.t === 'class' && name === '__class__';
    if (isNamed || isDictionary || isClass) found = target;
  });
  return found === 0 && typeName(heap, descriptor) !== 'member_descriptor' ? COMPUTED : found;
}

/** What a class attribute means that is no descriptor, or one that only hands on what it holds. */
function plain(heap: RecordedHeap, found: Ref): Ref | typeof COMPUTED {
  if (!has(heap, found, '__get__')) return found;
  if (typeName(heap, found) !== 'staticmethod') return COMPUTED;
  let inner: Ref = found;
  forEachEdge(heap, found, (target, edge) => {
    if (edge.t === 'field' && edge.name === '__func__') inner = target;
  });
  return inner;
}

/** Whether the type of an object defines a method. */
function has(heap: RecordedHeap, object: Ref, method: string): boolean {
  return inBases(heap, typeObjectOf(heap, object), method) !== 0;
}

function typeObjectOf(heap: RecordedHeap, object: Ref): Ref | 0 {
  return heap.i32[object + Header.Type]! as Ref | 0;
}

/** What a type or the first of its bases that does has under a name, in the order in which methods are looked up. */
function inBases(heap: RecordedHeap, type: Ref | 0, name: string): Ref | 0 {
  const { i32 } = heap;
  if (type === 0 || !isType(heap, type)) return 0;
  const order = i32[type + TypeField.Mro]! as Ref | 0;
  if (order === 0) return 0;
  for (let n = 0; n < i32[order + Header.Size]!; n++) {
    const base = i32[order + TupleField.Items + Unit.SlotWords * n]! as Ref;
    const dict = i32[base + TypeField.Dict]! as Ref | 0;
    const found = dict === 0 ? 0 : entryOf(heap, dict, name);
    if (found !== 0) return found;
  }
  return 0;
}
