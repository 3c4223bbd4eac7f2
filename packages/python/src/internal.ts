/**
 * `@uroboros/python/internal`: where the fields of objects and frames lie, for instruments that read memory, and where statements stand in a text.
 * Whoever uses these only reads.
 *
 * @packageDocumentation
 */
export type { CompiledCode } from './compile/compiled.js';
export {
  BytesField,
  CellField,
  CodeField,
  DictField,
  ExceptionField,
  FloatField,
  FrameObjectField,
  FunctionField,
  GeneratorField,
  IntField,
  KeysField,
  KeysKind,
  ListField,
  MethodField,
  ModuleField,
  NativeField,
  SetEntry,
  SetField,
  StrField,
  StrState,
  TupleField,
  TypeField,
} from './objects/layout.js';
export { Frame, LEAVING, SLOT, State } from './runtime/frame.js';
export { STATIC_BIAS } from './runtime/runtime.js';
export { type StatementLines, statementLines } from './syntax/statement-lines.js';
