/**
 * Where the fields of Python's objects lie: CPython 3.13's layouts on 64-bit machines, as word offsets from the reference.
 * A field of 8 bytes has its value in the low word; what the high word (+1) holds is said where it is not 0.
 */

/** PyLongObject: lv_tag = digits << 3 | sign (0 positive, 1 zero, 2 negative); then 30-bit digits, 4 bytes each. */
export const enum IntField {
  Tag = 4,
  /** High word of lv_tag: the value, while it has at most one digit. */
  Value = 5,
  Digits = 6,
}

/** PyFloatObject: the double at byte 16: `f64[(ref + 4) >> 1]`. */
export const enum FloatField {
  Value = 4,
}

export const enum ComplexField {
  Real = 4,
  Imag = 6,
}

/** PyASCIIObject, PyCompactUnicodeObject. */
export const enum StrField {
  Length = 4,
  /** 64 bits; −1 in the low word and in the high one: not computed yet. */
  HashLow = 6,
  HashHigh = 7,
  /** {@link StrState} bits. */
  State = 8,
  /** First word of the characters of an ASCII string. */
  AsciiData = 10,
  /** Others keep the length and the address of a UTF-8 copy here; their characters follow. */
  Utf8Length = 10,
  Utf8 = 12,
  CompactData = 14,
}

/** Bits of {@link StrField.State}: kind in bytes per character (1, 2, 4) at bit 0. */
export const enum StrState {
  KindMask = 7,
  Ascii = 8,
  Interned = 16,
}

/** PyBytesObject: ob_size, hash, bytes. */
export const enum BytesField {
  HashLow = 6,
  HashHigh = 7,
  Data = 8,
}

/** PyByteArrayObject: ob_alloc, ob_bytes, ob_start, ob_exports. */
export const enum ByteArrayField {
  Allocated = 6,
  /** Word of the block; 0 if there is none. */
  Block = 8,
  /** Byte address of the first byte. */
  Start = 10,
  Exports = 12,
}

/** _PyManagedBufferObject: the exporter is the only field that the views behind it need. */
export const enum ManagedBufferField {
  /** view.obj: the exporter. */
  Exporter = 10,
}

/** PyMemoryViewObject: mbuf, hash, flags, exports, view, weak references; the shape and the strides follow. */
export const enum MemoryViewField {
  Managed = 6,
  HashLow = 8,
  HashHigh = 9,
  /** {@link MemoryViewFlag} bits. */
  Flags = 10,
  Exports = 12,
  /** view.buf: byte address of the first item. */
  Address = 14,
  Length = 18,
  ItemSize = 20,
  ReadOnly = 22,
  Dimensions = 23,
  /** Number of the format in the table of formats. */
  Format = 24,
  WeakList = 34,
  Shape = 36,
}

/** PyTupleObject: ob_size, items. */
export const enum TupleField {
  Items = 6,
}

/** PyListObject: ob_size, ob_item, allocated. */
export const enum ListField {
  Items = 6,
  Allocated = 8,
}

/** PyDictObject. */
export const enum DictField {
  Used = 4,
  Keys = 8,
  /** Values of a key-sharing dictionary; 0 otherwise. */
  Values = 10,
}

/** PyDictKeysObject: header of 32 bytes, index table, entries. */
export const enum KeysField {
  Refcnt = 0,
  /** Bytes: log2 of the number of indices, log2 of the bytes of the index table, {@link KeysKind}, 0. */
  Logs = 2,
  /** dk_version: changes with every change of the keys; what inline caches compare. */
  Version = 3,
  /** Entries that still fit. */
  Usable = 4,
  /** Entries in use, deleted ones included. */
  Entries = 6,
  Indices = 8,
}

export const enum KeysKind {
  /** Entries of 24 bytes: hash, key, value. */
  General = 0,
  /** All keys are str: entries of 16 bytes: key, value. */
  Unicode = 1,
  /** The keys of a class's instances; values are elsewhere. */
  Split = 2,
}

/** PySetObject: fill, used, mask, table, hash, finger, 8 entries of its own, weak references. */
export const enum SetField {
  Fill = 4,
  Used = 6,
  Mask = 8,
  Table = 10,
  HashLow = 12,
  HashHigh = 13,
  Finger = 14,
  SmallTable = 16,
  WeakList = 48,
}

/** setentry: key, hash. */
export const enum SetEntry {
  Key = 0,
  HashLow = 2,
  HashHigh = 3,
  Words = 4,
}

/** PyFunctionObject. */
export const enum FunctionField {
  Globals = 4,
  Builtins = 6,
  Name = 8,
  Qualname = 10,
  Code = 12,
  Defaults = 14,
  KwDefaults = 16,
  Closure = 18,
  Doc = 20,
  Dict = 22,
  WeakList = 24,
  Module = 26,
  Annotations = 28,
  TypeParams = 30,
  /** High word of the vectorcall slot: number of the compiled code, as in the code object. */
  Compiled = 33,
  /** func_version: changes with the code, the defaults: what inline caches compare. */
  Version = 34,
}

/** PyCodeObject: the fields that hold references, and the number of the compiled code. */
export const enum CodeField {
  Consts = 6,
  Names = 8,
  ExceptionTable = 10,
  Flags = 12,
  ArgCount = 13,
  PosOnlyArgCount = 14,
  KwOnlyArgCount = 15,
  StackSize = 16,
  FirstLine = 17,
  LocalsPlusNames = 24,
  LocalsPlusKinds = 26,
  Filename = 28,
  Name = 30,
  Qualname = 32,
  LineTable = 34,
  WeakList = 36,
  /** co_extra's place: number of the compiled code. */
  Compiled = 40,
}

/** PyCellObject. */
export const enum CellField {
  Contents = 4,
}

/** PyMethodObject. */
export const enum MethodField {
  Function = 4,
  Self = 6,
  WeakList = 8,
}

/** wrapperobject. */
export const enum MethodWrapperField {
  Descriptor = 4,
  Self = 6,
}

/** PyCFunctionObject: the native function's number in place of m_ml. */
export const enum NativeField {
  Native = 4,
  Self = 6,
  Module = 8,
  WeakList = 10,
}

/** PyDescrObject and its kinds: type, name, qualname, then what it does. */
export const enum DescriptorField {
  Type = 4,
  Name = 6,
  Qualname = 8,
  /** Number of the native function or of the getter/setter pair; byte offset of a member. */
  Native = 10,
}

/** PyModuleObject. */
export const enum ModuleField {
  Dict = 4,
  Definition = 6,
  State = 8,
  WeakList = 10,
  Name = 12,
}

/** PyBaseExceptionObject, and the fields the subclasses add. */
export const enum ExceptionField {
  Dict = 4,
  Args = 6,
  Notes = 8,
  Traceback = 10,
  Context = 12,
  Cause = 14,
  SuppressContext = 16,
  /** StopIteration.value, SystemExit.code, NameError.name, AttributeError.obj, ImportError.msg, OSError.errno, … */
  Extra = 18,
}

/** PyTracebackObject. */
export const enum TracebackField {
  Next = 4,
  Frame = 6,
  LastInstruction = 8,
  /** High word. */
  Line = 9,
}

/** PyFrameObject: ob_size and the items are the locals it has taken over when the frame ended. */
export const enum FrameObjectField {
  Back = 6,
  Function = 8,
  Locals = 10,
  /** Number of the compiled code, and in the high word the position within it. */
  Compiled = 12,
  Position = 13,
  /** Word of the frame on the stack while it runs; 0 afterwards. */
  Running = 14,
  Trace = 16,
  Items = 34,
}

/**
 * PyGenObject, also of coroutines and asynchronous generators. The frame lies inside, in the shape it has on the stack, so that
 * its first local is where CPython's is; it holds something while the generator waits.
 */
export const enum GeneratorField {
  WeakList = 4,
  Name = 6,
  Qualname = 8,
  /** The exception it handles, while it waits. */
  Handled = 10,
  /** The exception its resumer handles, while it runs; in the high word the generator that runs around it. */
  Outer = 12,
  OuterRunning = 13,
  /** cr_origin, or the finalizer hook of an asynchronous generator. */
  Origin = 14,
  /** {@link GeneratorState}. */
  State = 16,
  /** Number of the JavaScript generator; 0 before the first step. */
  Host = 17,
  /** Words of the frame inside; 0 while it is on the stack, and when it is gone. */
  Size = 18,
  /** While it waits in `yield from` or `await`: word in the frame of what it waits for; 0 otherwise. */
  Delegate = 19,
  /** 1: the yield it waits at is inside a try or with. */
  Protected = 20,
  /** Number of the compiled code, kept when the frame is gone. */
  Compiled = 21,
  /** Slots its memory has room for. */
  Capacity = 22,
  /** Point where the body goes on, for bodies that are called anew for each step. */
  Point = 25,
  /** Word of the frame on the stack while it runs. */
  Place = 23,
  /** Asynchronous generators: hooks called, closed, one of its awaitables runs. */
  HooksCalled = 24,
  Closed = 15,
  /** The code object. */
  Code = 26,
  RunningAsync = 27,
  Frame = 28,
  /** First local. */
  Items = 36,
}

export const enum GeneratorState {
  Created = 0,
  Waiting = 1,
  Running = 2,
  Ended = 3,
}

/** PyTypeObject / PyHeapTypeObject: the fields with references. */
export const enum TypeField {
  BasicSize = 8,
  /** High word of tp_basicsize: type id of the instances. */
  InstanceId = 9,
  ItemSize = 10,
  Flags = 42,
  Base = 64,
  Dict = 66,
  DictOffset = 72,
  Bases = 84,
  Mro = 86,
  Cache = 88,
  Subclasses = 90,
  WeakList = 92,
  /** Heap types only. */
  Name = 212,
  Slots = 214,
  Qualname = 216,
  /** Keys shared by the instances; a block, not an object. */
  CachedKeys = 218,
  Module = 220,
}

/** Iterators: what they go over, and where they are. */
export const enum IteratorField {
  Index = 4,
  Sequence = 6,
  /** Dict and set iterators. */
  Position = 8,
  Length = 10,
  Result = 12,
}

/** dictiterobject. */
export const enum DictIterator {
  Dict = 4,
  /** Size at the beginning; −1 once a change was noticed. */
  Used = 6,
  Position = 8,
  /** The pair given out last, of iterators over items: used again if nobody holds it. */
  Result = 10,
  Left = 12,
}

/** setiterobject. */
export const enum SetIterator {
  Set = 4,
  /** Size at the beginning; −1 once a change was noticed. */
  Used = 6,
  Position = 8,
  Left = 10,
}

/** rangeobject: start, stop, step, length as ints. */
export const enum RangeField {
  Start = 4,
  Stop = 6,
  Step = 8,
  Length = 10,
}

/** Range iterators over small numbers keep them as words. */
export const enum RangeIteratorField {
  Start = 4,
  Step = 6,
  Left = 8,
}

export const enum SliceField {
  Start = 4,
  Stop = 6,
  Step = 8,
}

/** property: get, set, del, doc, name. */
export const enum PropertyField {
  Get = 4,
  Set = 6,
  Delete = 8,
  Doc = 10,
  Name = 12,
}

/** classmethod, staticmethod. */
export const enum WrapperMethodField {
  Callable = 4,
  Dict = 6,
}

/** super: type, object, type of the object. */
export const enum SuperField {
  Type = 4,
  Object = 6,
  ObjectType = 8,
}
