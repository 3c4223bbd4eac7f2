import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import {
  CodeField,
  DictField,
  FloatField,
  FunctionField,
  IntField,
  ListField,
  ModuleField,
  SetField,
  StrField,
  StrState,
  TupleField,
  TypeField,
} from '@uroboros/python/internal';
import type { RecordedHeap } from './recorded-heap.js';

/** What objects are called: the name of a type, a short text for a value. Reads memory only, so that it runs no code. */

/** Characters of a text that are shown. */
const MOST_TEXT = 40;

/** Levels of containers whose items are shown. */
const MOST_LEVELS = 2;
const MOST_ITEMS = 4;

/** The text of a str. */
export function textOf(heap: RecordedHeap, text: Ref, most = Number.POSITIVE_INFINITY): string {
  const { i32, memory } = heap;
  const state = i32[text + StrField.State]!;
  const length = Math.min(i32[text + StrField.Length]!, most);
  if ((state & StrState.Ascii) !== 0) {
    const at = (text + StrField.AsciiData) * 4;
    return String.fromCharCode(...memory.u8.subarray(at, at + Math.min(length, 10_000)));
  }
  const at = text + StrField.CompactData;
  const codes: number[] = [];
  for (let i = 0; i < Math.min(length, 10_000); i++) {
    const kind = state & StrState.KindMask;
    codes.push(kind === 1 ? memory.u8[at * 4 + i]! : kind === 2 ? memory.u16[at * 2 + i]! : i32[at + i]!);
  }
  return String.fromCodePoint(...codes);
}

/** The name of an object's type, as the program knows it. */
export function typeName(heap: RecordedHeap, object: Ref): string {
  const { spec, isHeapType } = typeOf(heap, object);
  return isHeapType ? textOf(heap, heap.i32[heap.i32[object + Header.Type]! + TypeField.Name]! as Ref) : spec;
}

function typeOf(heap: RecordedHeap, object: Ref): { spec: string; isHeapType: boolean } {
  const spec = heap.types.spec(heap.typeId(object));
  const type = heap.i32[object + Header.Type]! as Ref;
  return { spec: spec.name, isHeapType: spec.countsType === true && type !== 0 && isHeapType(heap, type) };
}

/** Whether a type object is that of a class statement: it has a name that is an object. */
export function isHeapType(heap: RecordedHeap, type: Ref): boolean {
  return (heap.types.basicSize[heap.typeId(type)] ?? 0) > 4 * TypeField.Module;
}

/** Whether an object is a type object. */
export function isType(heap: RecordedHeap, object: Ref): boolean {
  if ((heap.types.basicSize[heap.typeId(object)] ?? 0) < 4 * TypeField.WeakList) return false;
  return heap.types.has(heap.i32[object + TypeField.InstanceId]!);
}

/** The name of a type object. */
export function nameOfType(heap: RecordedHeap, type: Ref): string {
  if (isHeapType(heap, type)) return textOf(heap, heap.i32[type + TypeField.Name]! as Ref);
  return heap.types.specs[heap.i32[type + TypeField.InstanceId]!]?.name ?? 'type';
}

/** A short text for an object: its value where it has one, else its type. */
export function describe(heap: RecordedHeap, object: Ref, levels = MOST_LEVELS): string {
  const { i32 } = heap;
  if (!heap.isObject(object)) return `dead object at ${hex(object)}`;
  const { spec } = typeOf(heap, object);
  const name = typeName(heap, object);
  switch (spec) {
    case 'str':
      return quoted(textOf(heap, object, MOST_TEXT + 1));
    case 'int':
      return intText(heap, object);
    case 'float':
      return `${heap.memory.f64[(object + FloatField.Value) >> 1]}`;
    case 'bool':
      return i32[object + IntField.Value] === 0 ? 'False' : 'True';
    case 'NoneType':
      return 'None';
    case 'bytes':
      return `bytes of ${i32[object + Header.Size]}`;
    case 'tuple':
    case 'list':
      return spec === name ? sequenceText(heap, object, spec === 'list', levels) : `${name} object`;
    case 'dict':
      return `dict of ${i32[object + DictField.Used]}`;
    case 'set':
    case 'frozenset':
      return `${name} of ${i32[object + SetField.Used]}`;
    case 'function':
      return `function ${textOf(heap, i32[object + FunctionField.Qualname]! as Ref)}`;
    case 'code':
      return `code of ${textOf(heap, i32[object + CodeField.Qualname]! as Ref)}`;
    case 'module':
      return i32[object + ModuleField.Name] === 0
        ? 'module'
        : `module ${textOf(heap, i32[object + ModuleField.Name]! as Ref)}`;
  }
  if (isType(heap, object)) return `class ${nameOfType(heap, object)}`;
  return `${name} object`;
}

function sequenceText(heap: RecordedHeap, object: Ref, isList: boolean, levels: number): string {
  const { i32 } = heap;
  const size = i32[object + Header.Size]!;
  const [open, close] = isList ? '[]' : '()';
  if (levels === 0) return size === 0 ? `${open}${close}` : `${open}…${close}`;
  const first = isList ? i32[object + ListField.Items]! : object + TupleField.Items;
  const items: string[] = [];
  for (let i = 0; i < Math.min(size, MOST_ITEMS); i++) {
    const item = i32[first + 2 * i]! as Ref;
    items.push(item === object ? '…' : item === 0 ? '<nothing>' : describe(heap, item, levels - 1));
  }
  if (size > MOST_ITEMS) items.push(`… ${size - MOST_ITEMS} more`);
  return `${open}${items.join(', ')}${!isList && size === 1 ? ',' : ''}${close}`;
}

function intText(heap: RecordedHeap, object: Ref): string {
  const { i32 } = heap;
  const tag = i32[object + IntField.Tag]!;
  const digits = tag >> 3;
  if (digits > 8) return `int of ${digits} digits`;
  let value = 0n;
  for (let i = digits - 1; i >= 0; i--) value = (value << 30n) | BigInt(i32[object + IntField.Digits + i]!);
  return `${(tag & 3) === 2 ? -value : value}`;
}

function quoted(text: string): string {
  const cut = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
  const quote = cut.includes("'") && !cut.includes('"') ? '"' : "'";
  const escaped = cut.replace(/[\\\n\r\t\0]/g, (c) => ESCAPES[c]!).replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

/** An object's address, as `id()` has it. */
export function hex(object: Ref): string {
  return `0x${(object * 4).toString(16)}`;
}
