import type { Ref, TypeId } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BufferView } from './buffer.js';
import type { NativeFunction } from './native.js';

/** Rich comparisons, in CPython's numbering. */
export const enum Compare {
  Lt = 0,
  Le = 1,
  Eq = 2,
  Ne = 3,
  Gt = 4,
  Ge = 5,
}

/** Binary operators: index of {@link Slots.binary} and {@link Slots.inplace}. */
export const enum Binary {
  Add = 0,
  Sub = 1,
  Mult = 2,
  MatMult = 3,
  TrueDiv = 4,
  Mod = 5,
  Pow = 6,
  LShift = 7,
  RShift = 8,
  Or = 9,
  Xor = 10,
  And = 11,
  FloorDiv = 12,
  DivMod = 13,
  Count = 14,
}

/** Names of the operators' methods without underscores and prefixes, by {@link Binary}. */
export const BINARY_NAMES: readonly string[] = [
  'add',
  'sub',
  'mul',
  'matmul',
  'truediv',
  'mod',
  'pow',
  'lshift',
  'rshift',
  'or',
  'xor',
  'and',
  'floordiv',
  'divmod',
];

/** How the operators are written, by {@link Binary}. */
export const BINARY_SIGNS: readonly string[] = [
  '+',
  '-',
  '*',
  '@',
  '/',
  '%',
  '** or pow()',
  '<<',
  '>>',
  '|',
  '^',
  '&',
  '//',
  'divmod()',
];

export type UnarySlot = (rt: Runtime, self: Ref) => Maybe;
/** One of the operands is of the type; NotImplemented if the other does not fit. */
export type BinarySlot = (rt: Runtime, left: Ref, right: Ref) => Maybe;

/**
 * What a type can do (the tp_ slots). A slot that is undefined is inherited at definition; undefined afterwards means that
 * the type cannot. Which result means an error stands with each.
 */
export interface Slots {
  /** tp_new: `args` are those behind the type. Returns 0 on error. */
  new?: ((rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe) => Maybe) | undefined;
  /** tp_init: false on error. */
  init?: ((rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe) => boolean) | undefined;
  repr?: UnarySlot | undefined;
  str?: UnarySlot | undefined;
  /** Sets `rt.hashLow`, `rt.hashHigh`; false on error. */
  hash?: ((rt: Runtime, self: Ref) => boolean) | undefined;
  call?: ((rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe) => Maybe) | undefined;
  getattr?: ((rt: Runtime, self: Ref, name: Ref) => Maybe) | undefined;
  /** `value` 0 deletes; false on error. */
  setattr?: ((rt: Runtime, self: Ref, name: Ref, value: Maybe) => boolean) | undefined;
  compare?: ((rt: Runtime, self: Ref, other: Ref, op: Compare) => Maybe) | undefined;
  iter?: UnarySlot | undefined;
  /** 0 without an exception at the end. */
  next?: UnarySlot | undefined;
  /** tp_descr_get: `object` 0 for an access through the type. */
  descrGet?: ((rt: Runtime, self: Ref, object: Maybe, type: Ref) => Maybe) | undefined;
  /** tp_descr_set: `value` 0 deletes; false on error. */
  descrSet?: ((rt: Runtime, self: Ref, object: Ref, value: Maybe) => boolean) | undefined;
  /** By {@link Binary}. */
  binary?: (BinarySlot | undefined)[] | undefined;
  inplace?: (BinarySlot | undefined)[] | undefined;
  /** Sequences: tried by + and * after the numbers' slots. */
  concat?: BinarySlot | undefined;
  repeat?: ((rt: Runtime, self: Ref, times: number) => Maybe) | undefined;
  inplaceConcat?: BinarySlot | undefined;
  inplaceRepeat?: ((rt: Runtime, self: Ref, times: number) => Maybe) | undefined;
  negative?: UnarySlot | undefined;
  positive?: UnarySlot | undefined;
  absolute?: UnarySlot | undefined;
  invert?: UnarySlot | undefined;
  int?: UnarySlot | undefined;
  float?: UnarySlot | undefined;
  index?: UnarySlot | undefined;
  /** 1, 0, or −1 on error. */
  bool?: ((rt: Runtime, self: Ref) => number) | undefined;
  /** −1 on error. */
  length?: ((rt: Runtime, self: Ref) => number) | undefined;
  getItem?: BinarySlot | undefined;
  /** `value` 0 deletes; false on error. */
  setItem?: ((rt: Runtime, self: Ref, key: Ref, value: Maybe) => boolean) | undefined;
  /** 1, 0, or −1 on error. */
  contains?: ((rt: Runtime, self: Ref, item: Ref) => number) | undefined;
  /** bf_getbuffer: lends the object's memory; undefined on error. `flags` are those of `BufferFlag`. */
  buffer?: ((rt: Runtime, self: Ref, flags: number) => BufferView | undefined) | undefined;
  /** bf_releasebuffer: a view has given the memory back. Runs no Python code. */
  releaseBuffer?: ((rt: Runtime, self: Ref) => void) | undefined;
}

/** A getter and setter in TypeScript (PyGetSetDef). */
export interface NativeAttribute {
  readonly name: string;
  readonly get: (rt: Runtime, self: Ref) => Maybe;
  /** `value` 0 deletes; false on error. */
  readonly set?: (rt: Runtime, self: Ref, value: Maybe) => boolean;
  readonly doc?: string;
  /** First minor version of CPython 3 that has it; default: all. */
  readonly since?: number;
}

/** A field that holds a reference and can be read as an attribute (PyMemberDef). */
export interface NativeMember {
  readonly name: string;
  /** Word offset from the object of a field that holds a reference. */
  readonly word?: number;
  /** Reads a field that holds something else; such members are read-only. */
  readonly get?: (rt: Runtime, self: Ref) => Maybe;
  readonly readonly?: boolean;
  /** What an empty field means: None (the default), or AttributeError. */
  readonly empty?: 'none' | 'error';
  readonly doc?: string;
  /** First minor version of CPython 3 that has it; default: all. */
  readonly since?: number;
  /** Last minor version that has it. */
  readonly until?: number;
}

/**
 * The JavaScript side of a type: its slots, which are compiled code, and mirrors of what stands in the type object, so that
 * attribute access need not decode tuples. One instance per type, all of one shape.
 */
export class TypeObject {
  /** The type object; set when it has been made. */
  ref: Ref = 0 as Ref;
  /** Layout of the instances. */
  readonly typeId: TypeId;
  /** tp_name: with the module for types that are not in builtins. */
  name: string;
  base: TypeObject | undefined;
  /** The method resolution order, this type first unless a metaclass wants it otherwise; empty while that is asked. */
  mro: TypeObject[];
  /** Changes with every change of the type or of one of its bases: what inline caches compare. */
  version = 0;
  readonly subclasses = new Set<TypeObject>();
  /** Defined by a class statement or type(): its object is collectable and counted by its instances. */
  readonly heapType: boolean;
  /** May be named as a base. */
  baseType = true;
  /** Instances have attributes of their own, kept inline or in a dictionary. */
  hasDict = false;
  /** Word of the dictionary's field where it is not in the pre-header; 0 if there is none. */
  dictWord = 0;
  /** Types that look instances up by item access from the outside, for match statements. */
  sequence = false;
  mapping = false;
  /** Has abstract methods: cannot be instantiated (Py_TPFLAGS_IS_ABSTRACT). */
  abstract = false;
  /** A module of C code made it (PyType_FromModuleAndSpec): from 3.12 on an immutable heap type. */
  ofModule = false;
  /** Of a built-in type: a call makes a tuple of the arguments. Undefined until somebody asks. */
  takesTuple: boolean | undefined = undefined;
  /** What a built-in type says about itself; undefined for classes, whose dictionary has it. */
  doc: string | undefined = undefined;
  readonly slots: Required<Slots>;
  readonly binary: (BinarySlot | undefined)[];
  readonly inplace: (BinarySlot | undefined)[];

  constructor(name: string, typeId: TypeId, base: TypeObject | undefined, heapType: boolean, slots: Slots) {
    this.name = name;
    this.typeId = typeId;
    this.base = base;
    this.heapType = heapType;
    this.mro = [this];
    this.binary = slots.binary ?? new Array(Binary.Count).fill(undefined);
    this.inplace = slots.inplace ?? new Array(Binary.Count).fill(undefined);
    this.slots = {
      new: slots.new,
      init: slots.init,
      repr: slots.repr,
      str: slots.str,
      hash: slots.hash,
      call: slots.call,
      getattr: slots.getattr,
      setattr: slots.setattr,
      compare: slots.compare,
      iter: slots.iter,
      next: slots.next,
      descrGet: slots.descrGet,
      descrSet: slots.descrSet,
      binary: undefined,
      inplace: undefined,
      concat: slots.concat,
      repeat: slots.repeat,
      inplaceConcat: slots.inplaceConcat,
      inplaceRepeat: slots.inplaceRepeat,
      negative: slots.negative,
      positive: slots.positive,
      absolute: slots.absolute,
      invert: slots.invert,
      int: slots.int,
      float: slots.float,
      index: slots.index,
      bool: slots.bool,
      length: slots.length,
      getItem: slots.getItem,
      setItem: slots.setItem,
      contains: slots.contains,
      buffer: slots.buffer,
      releaseBuffer: slots.releaseBuffer,
    };
  }

  /** Whether this type is the other one or derives from it. */
  isSubtypeOf(other: TypeObject): boolean {
    if (this === other) return true;
    const { mro } = this;
    for (let i = 0; i < mro.length; i++) if (mro[i] === other) return true;
    return mro.length === 0 && this.extends(other);
  }

  /** Whether the other one is this type, its base, or the base of that. */
  extends(other: TypeObject): boolean {
    let type: TypeObject | undefined = this;
    while (type !== undefined && type !== other) type = type.base;
    return type !== undefined;
  }

  /** The name without its module. */
  get shortName(): string {
    return this.heapType ? this.name : this.name.slice(this.name.lastIndexOf('.') + 1);
  }
}

/** What a built-in type is made from. */
export interface BuiltinType {
  /** With module for types outside of builtins. */
  readonly name: string;
  readonly base?: string;
  readonly doc?: string;
  readonly slots?: Slots;
  readonly methods?: readonly NativeFunction[];
  /** Methods called on the type: their self is the type. */
  readonly classMethods?: readonly NativeFunction[];
  readonly staticMethods?: readonly NativeFunction[];
  readonly attributes?: readonly NativeAttribute[];
  readonly members?: readonly NativeMember[];
  /** Cannot be named as a base. */
  readonly final?: boolean;
}
