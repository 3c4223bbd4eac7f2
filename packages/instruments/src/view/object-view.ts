import type { Ref } from '@uroboros/heap';
import { GcHeader, Header, ListId, WeakRefField } from '@uroboros/heap/internal';
import { FunctionField } from '@uroboros/python/internal';
import type { Session } from '../explain/session.js';
import { describe, isType, typeName } from '../read/describe.js';
import { type Edge, forEachEdge } from '../read/edges.js';
import type { Moment } from '../read/moment.js';
import { birthsOf } from './births.js';

/** A reference that an object holds, as it is drawn. */
export interface FieldView {
  /** `.next`, `[0]`, `['key']`: how a program would write it; empty for the elements of a set. */
  readonly label: string;
  readonly target: Ref;
  /** The target in short. */
  readonly text: string;
  /** The target is a plain value, which needs no picture of its own. */
  readonly isValue: boolean;
  /** It is a weak reference's, which holds nothing. */
  readonly isWeak: boolean;
}

/** An object as it is drawn. */
export interface ObjectView {
  readonly object: Ref;
  readonly type: string;
  readonly text: string;
  /** The text, for instances with the first of their plain attributes: `Node 'left'`. */
  readonly title: string;
  readonly count: number;
  readonly immortal: boolean;
  /** As {@link laneOf} has it. */
  readonly generation: number;
  readonly bytes: number;
  /** The statement that made it, −1 if it was there before the program. */
  readonly bornStep: number;
  /** Nothing that runs reaches it. */
  readonly unreachable: boolean;
  readonly fields: readonly FieldView[];
  /** Fields beyond those. */
  readonly more: number;
}

/** Fields that are shown of one object. */
const MOST_FIELDS = 10;

const VALUES = new Set([
  'int',
  'float',
  'bool',
  'NoneType',
  'str',
  'bytes',
  'complex',
  'ellipsis',
  'NotImplementedType',
]);
const CODE = new Set([
  'module',
  'code',
  'builtin_function_or_method',
  'method_descriptor',
  'wrapper_descriptor',
  'getset_descriptor',
  'member_descriptor',
]);

/** The lane of what a running collection has found unreachable. */
export const UNREACHABLE = ListId.Unreachable;

/**
 * Which of the collector's lists an object is in: 0 to 2 for the generations, 3 for the permanent one, {@link UNREACHABLE}, or −1 if the
 * collector does not track it.
 */
export function laneOf({ heap }: Moment, object: Ref): number {
  if (heap.generation(object) < 0) return -1;
  return Math.min(heap.i32[object + GcHeader.Generation]!, UNREACHABLE);
}

/** Whether an object is a number, a text, or one of the singletons. */
export function isValue({ heap }: Moment, object: Ref): boolean {
  return VALUES.has(heap.types.spec(heap.typeId(object)).name);
}

/** Whether an object is a part of what a program is made of, and not of what it makes: so is a function that holds no data. */
export function isCode({ heap }: Moment, object: Ref): boolean {
  const { name } = heap.types.spec(heap.typeId(object));
  if (name === 'function') return !FUNCTION_DATA.some((field) => heap.i32[object + field] !== 0);
  return CODE.has(name) || isType(heap, object);
}

const FUNCTION_DATA = [FunctionField.Closure, FunctionField.Defaults, FunctionField.KwDefaults];

/** What a function holds besides its code. */
const FUNCTION_FIELDS = new Set(['__closure__', '__defaults__', '__kwdefaults__']);

/** Fields of exceptions and tracebacks that lead somewhere. */
const HIDDEN_FIELDS = new Set([
  '__notes__',
  '__builtins__',
  '__globals__',
  '__code__',
  '__name__',
  '__qualname__',
  '__module__',
  '__doc__',
]);

/** Calls back with the references of an object that a program sees as its data, and where the keys are texts, without these. */
export function forEachField(moment: Moment, object: Ref, visit: (target: Ref, label: string) => void): void {
  const { heap } = moment;
  if (isCode(moment, object)) return;
  const isFunction = typeName(heap, object) === 'function';
  forEachEdge(heap, object, (target, edge) => {
    if (edge.t === 'class' || (edge.t === 'key' && isValue(moment, target))) return;
    if (edge.t === 'field' && (isFunction ? !FUNCTION_FIELDS.has(edge.name) : HIDDEN_FIELDS.has(edge.name))) return;
    visit(target, labelOf(moment, edge));
  });
}

function labelOf({ heap }: Moment, edge: Edge): string {
  switch (edge.t) {
    case 'item':
      return `[${edge.index}]`;
    case 'value':
      return `[${describe(heap, edge.key)}]`;
    case 'key':
      return 'key';
    case 'attribute':
    case 'field':
      return `.${edge.name}`;
    case 'local':
      return edge.name;
    case 'dictionary':
      return '.__dict__';
    default:
      return '';
  }
}

/** An object of a moment, with its fields. */
export function objectView(session: Session, moment: Moment, object: Ref, unreachable = false): ObjectView {
  const { heap } = moment;
  const fields: FieldView[] = [];
  let all = 0;
  forEachField(moment, object, (target, label) => {
    if (++all > MOST_FIELDS) return;
    const isPlain = isValue(moment, target) || isCode(moment, target);
    fields.push({ label, target, text: describe(heap, target, 1), isValue: isPlain, isWeak: false });
  });
  const watched = watchedBy(moment, object);
  if (watched !== 0)
    fields.unshift({ label: 'weak', target: watched, text: describe(heap, watched, 1), isValue: false, isWeak: true });
  return {
    object,
    type: isType(heap, object) ? 'class' : typeName(heap, object),
    text: describe(heap, object),
    title: titleOf(moment, object),
    count: heap.refcnt(object),
    immortal: heap.isImmortal(object),
    generation: laneOf(moment, object),
    bytes: heap.bytesWithParts(object),
    bornStep: stepOfBirth(session, object, moment.note),
    unreachable,
    fields,
    more: Math.max(0, all - MOST_FIELDS),
  };
}

/** What tells an object apart from others of its type. */
export function titleOf(moment: Moment, object: Ref): string {
  const { heap } = moment;
  const text = describe(heap, object).replace(/^function .*\./, 'function ');
  const size = heap.i32[object + Header.Size];
  if (/^[[(].* object\b/.test(text)) return `${typeName(heap, object)} of ${size}`;
  if (text !== `${typeName(heap, object)} object`) return text;
  let value: string | undefined;
  forEachField(moment, object, (target, label) => {
    if (value === undefined && label.startsWith('.') && isValue(moment, target)) value = describe(heap, target, 0);
  });
  const type = typeName(heap, object);
  return value === undefined || value === 'None' ? type : `${type} ${value}`;
}

/** What a weak reference leads to; 0 for other objects, and when it is gone. */
function watchedBy({ heap }: Moment, object: Ref): Ref | 0 {
  if (!heap.types.spec(heap.typeId(object)).name.startsWith('weakref.')) return 0;
  const target = heap.i32[object + WeakRefField.Object]! as Ref;
  return target !== 0 && heap.isObject(target) ? target : 0;
}

function stepOfBirth(session: Session, object: Ref, note: number): number {
  const born = birthsOf(session).noteOf(object, note);
  return born < 0 ? -1 : session.timeline.stepOf(born);
}
