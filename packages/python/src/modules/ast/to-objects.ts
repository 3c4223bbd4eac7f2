import type { Ref } from '@uroboros/heap';
import { newComplex } from '../../objects/complex.js';
import { newFloat } from '../../objects/float.js';
import { intFromBigInt, intFromWord } from '../../objects/int.js';
import { listAppend, newList } from '../../objects/list.js';
import { internText, newStr } from '../../objects/str.js';
import { loadModule } from '../../runtime/imports.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { ConstantValue, Node } from '../../syntax/index.js';
import { PLACES, RULES } from './grammar.js';

/** A parsed text as objects of the classes of `_ast` (PyAST_mod2obj); owned. */
export function treeToObjects(rt: Runtime, tree: Node): Maybe {
  const module = loadModule(rt, '_ast');
  if (module === 0) return 0;
  const mark = rt.mark();
  rt.hold(module);
  const singletons = newList(rt, 0);
  if (singletons === 0) return rt.finish(mark, 0);
  rt.hold(singletons);
  return rt.finish(mark, new TreeBuilder(rt, module, singletons).node(tree));
}

class TreeBuilder {
  readonly #rt: Runtime;
  readonly #module: Ref;
  /** Operators and contexts: one object of each kind in a tree, held by the list. */
  readonly #singletons: Ref;
  readonly #byName = new Map<string, Ref>();

  constructor(rt: Runtime, module: Ref, singletons: Ref) {
    this.#rt = rt;
    this.#module = module;
    this.#singletons = singletons;
  }

  node(node: Node): Maybe {
    const rt = this.#rt;
    if (!rt.enterNative(' during ast construction')) return 0;
    const mark = rt.mark();
    const object = this.#new(node.kind);
    if (object !== 0) rt.hold(object);
    const filled = object !== 0 && this.#fill(object, node);
    rt.leaveNative();
    return filled ? rt.finish(mark, rt.incref(object)) : rt.finish(mark, 0);
  }

  #new(kind: string): Maybe {
    const rt = this.#rt;
    const cls = rt.getAttrText(this.#module, kind);
    if (cls === 0) return 0;
    const mark = rt.mark();
    rt.hold(cls);
    return rt.finish(mark, rt.callMethod(cls, '__new__', cls));
  }

  #fill(object: Ref, node: Node): boolean {
    const { fields, located } = RULES.get(node.kind)!;
    const values = node as unknown as Readonly<Record<string, unknown>>;
    for (const { name, kind, many } of fields) {
      // What the parser's trees have not: type comments. The prefix of a string has another name there.
      const value = values[name === 'kind' ? 'kind_' : name] ?? (many === '*' ? [] : null);
      if (!this.#set(object, name, many === '*' ? this.#list(value as unknown[], kind) : this.#value(value, kind)))
        return false;
    }
    return !located || PLACES.every((name) => this.#set(object, name, intFromWord(this.#rt, values[name] as number)));
  }

  /** Sets an attribute to what is owned. */
  #set(object: Ref, name: string, owned: Maybe): boolean {
    if (owned === 0) return false;
    const rt = this.#rt;
    const mark = rt.mark();
    rt.hold(owned);
    const done = rt.setAttr(object, rt.name(name), owned);
    rt.releaseTo(mark);
    return done;
  }

  #list(values: readonly unknown[], kind: string): Maybe {
    const rt = this.#rt;
    const list = newList(rt, 0);
    if (list === 0) return 0;
    const mark = rt.mark();
    rt.hold(list);
    for (const value of values) {
      if (!this.#append(list, this.#value(value, kind))) return rt.finish(mark, 0);
    }
    return rt.unhold();
  }

  #value(value: unknown, kind: string): Maybe {
    const rt = this.#rt;
    if (kind === 'constant') return this.#constant(value as ConstantValue);
    if (value === null) return rt.none();
    if (typeof value === 'number') return intFromWord(rt, value);
    if (typeof value !== 'string') return this.node(value as Node);
    return kind === 'identifier' || kind === 'string' ? internText(rt, value) : this.#singleton(value);
  }

  #singleton(name: string): Maybe {
    const rt = this.#rt;
    const known = this.#byName.get(name);
    if (known !== undefined) return rt.incref(known);
    const made = this.#new(name);
    if (!this.#append(this.#singletons, made)) return 0;
    this.#byName.set(name, made as Ref);
    return rt.incref(made as Ref);
  }

  /** Appends what is owned, or lets go of it. */
  #append(list: Ref, owned: Maybe): boolean {
    if (owned === 0) return false;
    if (listAppend(this.#rt, list, owned)) return true;
    this.#rt.decref(owned);
    return false;
  }

  #constant(value: ConstantValue): Maybe {
    const rt = this.#rt;
    switch (value.t) {
      case 'none':
        return rt.none();
      case 'true':
        return rt.bool(true);
      case 'false':
        return rt.bool(false);
      case 'ellipsis':
        return rt.incref(rt.Ellipsis);
      case 'int':
        return intFromBigInt(rt, value.value);
      case 'float':
        return newFloat(rt, value.value);
      case 'complex':
        return newComplex(rt, 0, value.imag);
      case 'str':
        return newStr(rt, value.value);
      case 'bytes':
        return rt.newBytes(value.value);
    }
  }
}
