import type { Ref } from '@uroboros/heap';
import { bufferBytes } from '../../objects/buffer.js';
import { isBytes } from '../../objects/bytes.js';
import { imagPart, isExactComplex, realPart } from '../../objects/complex.js';
import { floatValue, isExactFloat } from '../../objects/float.js';
import { intNumber, intValue, isInt } from '../../objects/int.js';
import { isList, listItem, listSize } from '../../objects/list.js';
import { isStr } from '../../objects/str.js';
import { isTuple } from '../../objects/tuple.js';
import { loadModule } from '../../runtime/imports.js';
import type { BuiltinName } from '../../runtime/registry.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { ConstantValue, Expression, Interactive, Module } from '../../syntax/index.js';
import { type FieldRule, PLACES, RULES } from './grammar.js';

/** What a mode of compile() wants. */
const ROOTS = { exec: 'Module', eval: 'Expression', single: 'Interactive' } as const;

/** Thrown, and caught at the door, where the exception is set. */
const FAILED = Symbol('the exception is set');

type Context = 'Load' | 'Store' | 'Del';
type Values = Record<string, unknown>;
type Constant =
  | ConstantValue
  | { readonly t: 'tuple'; readonly items: readonly Constant[] }
  | { readonly t: 'complexSum'; readonly re: number; readonly im: number };

/** Whether an object is a tree: 1, 0, or −1 on error. */
export function isTree(rt: Runtime, object: Ref): number {
  // Without the module nobody can have made one.
  if (!rt.typeOf(object).heapType || rt.moduleNamed('_ast') === 0) return 0;
  const root = rt.getAttrText(rt.moduleNamed('_ast'), 'AST');
  if (root === 0) return -1;
  const type = rt.typeByRef.get(root);
  rt.decref(root);
  return type !== undefined && rt.typeOf(object).isSubtypeOf(type) ? 1 : 0;
}

/** The tree that objects of `_ast` describe (PyAST_obj2mod, PyAST_Validate); undefined with the exception set. */
export function treeFromObjects(
  rt: Runtime,
  object: Ref,
  mode: keyof typeof ROOTS,
): Module | Interactive | Expression | undefined {
  const mark = rt.mark();
  const module = loadModule(rt, '_ast');
  if (module === 0) return undefined;
  rt.hold(module);
  try {
    return new TreeReader(rt, module).root(object, ROOTS[mode]) as unknown as Module | Interactive | Expression;
  } catch (error) {
    if (error !== FAILED) throw error;
    return undefined;
  } finally {
    rt.releaseTo(mark);
  }
}

/** Fields that are targets; what a target contains has its context. */
const STORED = new Set([
  'Assign.targets',
  'AugAssign.target',
  'AnnAssign.target',
  'For.target',
  'AsyncFor.target',
  'NamedExpr.target',
  'withitem.optional_vars',
  'comprehension.target',
  'TypeAlias.name',
]);
/** Kinds whose nodes have a place in the source. */
const LOCATED = new Set([...RULES.values()].flatMap(({ sum, located }) => (located ? [sum] : [])));
const PASSED_ON = new Set(['Starred.value', 'List.elts', 'Tuple.elts']);

class TreeReader {
  readonly #rt: Runtime;
  readonly #module: Ref;

  constructor(rt: Runtime, module: Ref) {
    this.#rt = rt;
    this.#module = module;
  }

  root(object: Ref, wanted: string): Values {
    const name = this.#classOf(object, wanted);
    if (name === undefined) this.#fail('TypeError', `expected ${wanted} node, got ${this.#rt.typeOf(object).name}`);
    return this.#node(object, 'mod', 'Load');
  }

  #fail(type: BuiltinName, message: string): never {
    this.#rt.raise(type, message);
    throw FAILED;
  }

  /** The class of trees that an object is of, if it is the one wanted or one of its kinds. */
  #classOf(object: Ref, sum: string): string | undefined {
    const rt = this.#rt;
    for (const { name } of rt.typeOf(object).mro) {
      const rule = RULES.get(name);
      if (rule === undefined || (rule.sum !== sum && name !== sum)) continue;
      const cls = rt.getAttrText(this.#module, name);
      if (cls === 0) throw FAILED;
      const type = rt.typeByRef.get(cls);
      rt.decref(cls);
      if (type !== undefined && rt.typeOf(object).isSubtypeOf(type)) return name;
    }
    return undefined;
  }

  #node(object: Ref, sum: string, context: Context): Values {
    const rt = this.#rt;
    if (!rt.enterNative(` while traversing '${sum}' node`)) throw FAILED;
    try {
      return this.#located(object, sum, context);
    } finally {
      rt.leaveNative();
    }
  }

  #located(object: Ref, sum: string, context: Context): Values {
    const node: Values = {};
    // Before it is looked at what it is.
    if (LOCATED.has(sum)) this.#place(object, node, sum);
    const kind = this.#classOf(object, sum);
    if (kind === undefined) this.#fail('TypeError', `expected some sort of ${sum}, but got ${this.#repr(object)}`);
    const rule = RULES.get(kind)!;
    node['kind'] = kind;
    if (rule.fields.some(({ kind: of }) => of === 'expr_context')) this.#checkContext(object, context);
    for (const field of rule.fields) {
      node[field.name === 'kind' ? 'kind_' : field.name] = this.#field(object, kind, field, context);
    }
    this.#check(kind, node);
    return kind === 'Constant' ? this.#unfold(node) : node;
  }

  #repr(object: Ref): string {
    const text = this.#rt.textOfRepr(object);
    if (text === undefined) throw FAILED;
    return text;
  }

  /** An attribute, held; 0 if it is missing or None. */
  #attribute(object: Ref, name: string): Maybe {
    const rt = this.#rt;
    const value = rt.findAttr(object, name);
    if (value === 0 && rt.failed) throw FAILED;
    return value === 0 ? 0 : rt.hold(value);
  }

  #field(object: Ref, kind: string, field: FieldRule, context: Context): unknown {
    const rt = this.#rt;
    const mark = rt.mark();
    const { name, many } = field;
    const value = this.#attribute(object, name);
    const inside = this.#contextIn(kind, name, context);
    let read: unknown;
    if (many === '*') read = value === 0 ? [] : this.#list(value, kind, field, inside);
    else if (value === 0 && many === '') this.#fail('TypeError', `required field "${name}" missing from ${kind}`);
    else if (value === 0 || (many === '?' && value === rt.None)) read = null;
    else if (value === rt.None && field.kind !== 'constant') {
      this.#fail('ValueError', `field '${name}' is required for ${kind}`);
    } else read = this.#value(value, field, inside);
    rt.releaseTo(mark);
    return read;
  }

  #contextIn(kind: string, name: string, context: Context): Context {
    const path = `${kind}.${name}`;
    if (STORED.has(path)) return 'Store';
    if (path === 'Delete.targets') return 'Del';
    return PASSED_ON.has(path) ? context : 'Load';
  }

  #list(list: Ref, kind: string, field: FieldRule, context: Context): unknown[] {
    const rt = this.#rt;
    if (!isList(rt, list)) {
      this.#fail('TypeError', `${kind} field "${field.name}" must be a list, not a ${rt.typeOf(list).name}`);
    }
    const items: unknown[] = [];
    const length = listSize(rt, list);
    for (let i = 0; i < length; i++) {
      const mark = rt.mark();
      const item = rt.hold(rt.incref(listItem(rt, list, i)));
      const mayBeNone = field.name === 'kw_defaults' || (kind === 'Dict' && field.name === 'keys');
      items.push(item === rt.None && mayBeNone ? null : this.#value(item, field, context));
      rt.releaseTo(mark);
      if (listSize(rt, list) !== length) {
        this.#fail('RuntimeError', `${kind} field "${field.name}" changed size during iteration`);
      }
    }
    return items;
  }

  #value(value: Ref, field: FieldRule, context: Context): unknown {
    const rt = this.#rt;
    switch (field.kind) {
      case 'constant':
        return this.#constant(value);
      case 'int':
        return this.#number(value);
      case 'identifier':
      case 'string':
        if (isStr(rt, value)) return rt.text(value);
        return this.#fail('TypeError', `AST ${field.kind} must be of type str`);
      case 'boolop':
      case 'cmpop':
      case 'operator':
      case 'unaryop':
      case 'expr_context': {
        const name = this.#classOf(value, field.kind);
        if (name !== undefined) return name;
        return this.#fail('TypeError', `expected some sort of ${field.kind}, but got ${this.#repr(value)}`);
      }
      default:
        if (value === rt.None && field.many === '*') {
          this.#fail('ValueError', `None disallowed in ${field.kind === 'stmt' ? 'statement' : 'expression'} list`);
        }
        return this.#node(value, field.kind, context);
    }
  }

  #number(value: Ref): number {
    const rt = this.#rt;
    if (!isInt(rt, value)) this.#fail('ValueError', `invalid integer value: ${this.#repr(value)}`);
    return intNumber(rt, value);
  }

  #checkContext(object: Ref, wanted: Context): void {
    const rt = this.#rt;
    const mark = rt.mark();
    const value = this.#attribute(object, 'ctx');
    const got = value === 0 ? 'Load' : this.#classOf(value, 'expr_context');
    rt.releaseTo(mark);
    if (got !== undefined && got !== wanted) {
      this.#fail('ValueError', `expression must have ${wanted} context but has ${got} instead`);
    }
  }

  /** Lists that must not be empty, or must be as long as another. */
  #check(kind: string, node: Values): void {
    if (kind === 'Name' && ['None', 'True', 'False'].includes(node['id'] as string)) {
      this.#fail('ValueError', `identifier field can't represent '${node['id']}' constant`);
    }
    const size = (name: string): number => (node[name] as unknown[]).length;
    const full = (name: string, what = name): void => {
      if (size(name) === 0) this.#fail('ValueError', `empty ${what} on ${kind}`);
    };
    if (Array.isArray(node['body']) && RULES.get(kind)!.sum !== 'mod') full('body');
    if (kind === 'Assign' || kind === 'Delete') full('targets');
    if (kind === 'Import' || kind === 'ImportFrom' || kind === 'Global' || kind === 'Nonlocal') full('names');
    if (kind === 'With' || kind === 'AsyncWith') full('items');
    if (kind === 'Match') full('cases');
    if (kind.endsWith('Comp') || kind === 'GeneratorExp') {
      if (size('generators') === 0) this.#fail('ValueError', 'comprehension with no generators');
    }
    if (kind === 'BoolOp' && size('values') < 2) this.#fail('ValueError', 'BoolOp with less than 2 values');
    if (kind === 'Compare') {
      if (size('comparators') === 0) this.#fail('ValueError', 'Compare has no comparators');
      if (size('comparators') !== size('ops')) {
        this.#fail('ValueError', 'Compare has a different number of comparators and operands');
      }
    }
    if (kind === 'Dict' && size('keys') !== size('values')) {
      this.#fail('ValueError', "Dict doesn't have the same number of keys as values");
    }
    if ((kind === 'Try' || kind === 'TryStar') && size('handlers') + size('finalbody') === 0) {
      this.#fail('ValueError', `${kind} has neither handlers nor finalbody`);
    }
  }

  #place(object: Ref, node: Values, sum: string): void {
    const rt = this.#rt;
    const mark = rt.mark();
    for (const name of PLACES) {
      const value = this.#attribute(object, name);
      // The end may be missing: the node then ends where it begins.
      const missing = value === 0 || value === rt.None;
      if (missing && !name.startsWith('end_')) {
        this.#fail('TypeError', `required field "${name}" missing from ${sum}`);
      }
      node[name] = missing ? node[name.slice(4)] : this.#number(value);
    }
    rt.releaseTo(mark);
  }

  /** What makes a constant, where it is of a value that no literal has. */
  #unfold(node: Values): Values {
    const value = node['value'] as Constant;
    if (value.t === 'tuple') {
      return {
        ...node,
        kind: 'Tuple',
        elts: value.items.map((item) => this.#unfold({ ...node, value: item })),
        ctx: 'Load',
      };
    }
    if (value.t !== 'complexSum') return node;
    const left = { ...node, value: { t: 'float', value: value.re } };
    return { ...node, kind: 'BinOp', op: 'Add', left, right: { ...node, value: { t: 'complex', imag: value.im } } };
  }

  #constant(value: Ref): Constant {
    const rt = this.#rt;
    if (value === rt.None) return { t: 'none' };
    if (value === rt.True) return { t: 'true' };
    if (value === rt.False) return { t: 'false' };
    if (value === rt.Ellipsis) return { t: 'ellipsis' };
    const { name, heapType } = rt.typeOf(value);
    if (!heapType) {
      if (isInt(rt, value)) return { t: 'int', value: intValue(rt, value) };
      if (isExactFloat(rt, value)) return { t: 'float', value: floatValue(rt, value) };
      if (isExactComplex(rt, value)) return this.#complex(realPart(rt, value), imagPart(rt, value));
      if (isStr(rt, value)) return { t: 'str', value: rt.text(value) };
      if (isBytes(rt, value)) return { t: 'bytes', value: Uint8Array.from(bufferBytes(rt, value)!) };
    }
    if (isTuple(rt, value)) {
      const items = Array.from({ length: rt.tupleSize(value) }, (_, i) => this.#constant(rt.tupleItem(value, i)));
      return { t: 'tuple', items };
    }
    if (name === 'frozenset') {
      return this.#fail('NotImplementedError', 'a frozenset as a constant of a syntax tree is not supported yet');
    }
    return this.#fail('TypeError', `got an invalid type in Constant: ${name}`);
  }

  #complex(re: number, im: number): Constant {
    return Object.is(re, 0) ? { t: 'complex', imag: im } : { t: 'complexSum', re, im };
  }
}
