import { Frame, SLOT } from '../runtime/frame.js';
import type { Scope } from '../syntax/index.js';
import type * as ast from '../syntax/nodes.js';
import { annotationsDict } from './annotations.js';
import { dictOfConstantKeys } from './dict-displays.js';
import { docstringOf } from './docstring.js';
import type { Operand } from './emitter.js';
import { compilePushed, mergeKeywords, result, storeName } from './expressions.js';
import { fold } from './fold.js';
import { FunctionCompiler } from './function.js';
import { generic } from './type-params.js';

/** Functions, lambdas and classes: compiles the inner code object, and the code that makes the object at run time. */

export function scopeOf(c: FunctionCompiler, node: ast.Node): Scope {
  const scope = c.unit.scopes.get(node);
  if (scope === undefined) throw new RangeError(`no scope for ${node.kind}`);
  return scope;
}

/** Qualified name of something defined here. */
export function qualify(c: FunctionCompiler, name: string): string {
  // Scopes of type parameters leave no trace in names.
  if (c.definer !== undefined) return qualify(c.definer, name);
  if (c.scope.kind === 'module') return name;
  const symbol = c.scope.symbols.get(c.mangled(name));
  if (symbol?.scope === 'global') return name;
  return c.isFunction ? `${c.qualname}.<locals>.${name}` : `${c.qualname}.${name}`;
}

export function compileFunctionDef(c: FunctionCompiler, node: ast.FunctionDef | ast.AsyncFunctionDef): void {
  const { out } = c;
  const base = out.depth;
  for (const decorator of node.decorator_list) pushDecorator(c, decorator);
  const fn = node.type_params.length === 0 ? functionObject(c, node) : genericFunction(c, node);
  const decorated = applyDecorators(c, node.decorator_list, fn);
  storeName(c, node.name, out.own(decorated), node);
  out.popTo(base);
}

function functionObject(
  c: FunctionCompiler,
  node: ast.FunctionDef | ast.AsyncFunctionDef,
  given?: readonly [Operand, Operand],
): Operand {
  const inner = new FunctionCompiler(c.unit, scopeOf(c, node), node.name, qualify(c, node.name), firstLine(node));
  inner.within(c);
  inner.functionBody(node.args, node.body);
  c.out.at(node);
  return makeFunction(c, inner, node.args, annotationsOf(node), docstringOf(c.profile, node.body), given);
}

/** def name[parameters](…): defaults are evaluated outside of the scope of the parameters, annotations inside. */
function genericFunction(c: FunctionCompiler, node: ast.FunctionDef | ast.AsyncFunctionDef): Operand {
  const { args } = node;
  const kwDefaults = keywordDefaults(args);
  const values: (() => Operand)[] = [];
  if (args.defaults.length > 0) values.push(() => tupleOf(c, args.defaults));
  if (kwDefaults.length > 0) values.push(() => dictOf(c, kwDefaults));
  return generic(c, node, node.name, values, (inner, params) => {
    const argument = (index: number): Operand => ({ kind: 'local', offset: Frame.Slots + SLOT * index });
    const defaults = args.defaults.length > 0 ? argument(0) : inner.none;
    const fn = inner.out.push(
      functionObject(inner, node, [defaults, kwDefaults.length > 0 ? argument(values.length - 1) : inner.none]),
    );
    inner.out.line(`setTypeParams(fp+${fn.offset},fp+${params});`);
    return fn;
  });
}

function keywordDefaults(args: ast.Arguments | undefined): [string, ast.Expr][] {
  return (args?.kwonlyargs ?? []).flatMap((arg, i): [string, ast.Expr][] => {
    const value = args!.kw_defaults[i];
    return value === null || value === undefined ? [] : [[arg.arg, value]];
  });
}

function firstLine(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef): number {
  return node.decorator_list[0]?.lineno ?? node.lineno;
}

/** A decorator waits in the callable's place of a window; the function or class becomes its argument. */
function pushDecorator(c: FunctionCompiler, decorator: ast.Expr): void {
  const { out } = c;
  compilePushed(c, decorator);
  out.reserve(Frame.Slots - SLOT);
}

function applyDecorators(c: FunctionCompiler, decorators: readonly ast.Expr[], made: Operand): Operand {
  const { out } = c;
  let value = made;
  for (const decorator of [...decorators].reverse()) {
    const argument = out.push(value);
    const window = argument.offset - Frame.Slots;
    out.at(decorator);
    out.depth = window;
    value = result(c, `call(fp+${window},1,0)`);
  }
  return value;
}

export function compileLambda(c: FunctionCompiler, node: ast.Lambda): Operand {
  const inner = new FunctionCompiler(c.unit, scopeOf(c, node), '<lambda>', qualify(c, '<lambda>'), node.lineno);
  inner.within(c);
  inner.lambdaBody(node.args, node.body);
  c.out.at(node);
  return makeFunction(c, inner, node.args, [], undefined);
}

/** Code that makes a function object: defaults, keyword defaults, annotations and closure are put on the stack first. */
export function makeFunction(
  c: FunctionCompiler,
  inner: FunctionCompiler,
  args: ast.Arguments | undefined,
  annotations: readonly [string, ast.Expr][],
  doc: string | undefined,
  given?: readonly [Operand, Operand],
): Operand {
  const { out } = c;
  const base = out.depth;
  const defaults = args?.defaults ?? [];
  const kwDefaults = keywordDefaults(args);
  const docRef = doc === undefined ? 'NONE' : c.foreignText(doc);
  if (given === undefined && defaults.length + kwDefaults.length + annotations.length === 0) {
    return plainFunction(c, inner, docRef);
  }
  out.push(given?.[0] ?? (defaults.length === 0 ? c.none : tupleOf(c, defaults)));
  out.push(given?.[1] ?? (kwDefaults.length === 0 ? c.none : dictOf(c, kwDefaults)));
  out.push(annotations.length === 0 ? c.none : annotationsDict(c, annotations));
  out.push(closure(c, inner.scope.freevars));
  const code = c.inner(inner);
  const made = result(c, `makeFunction(fp,${out.read(code)},${c.foreignName(inner.qualname)},${docRef},fp+${base})`);
  out.popTo(base);
  return made;
}

function tupleOf(c: FunctionCompiler, values: readonly ast.Expr[]): Operand {
  const constants = values.map(fold);
  if (constants.every((value) => value !== undefined)) return c.constant({ t: 'tuple', items: constants });
  const base = c.out.depth;
  for (const value of values) compilePushed(c, value);
  const made = result(c, `newTuple(fp+${base},${values.length})`);
  c.out.popTo(base);
  return made;
}

function dictOf(c: FunctionCompiler, entries: readonly [string, ast.Expr][]): Operand {
  return dictOfConstantKeys(
    c,
    entries.map(([name, value]) => [c.text(c.mangled(name)), value]),
  );
}

/** A function object without defaults or annotations. */
export function plainFunction(c: FunctionCompiler, inner: FunctionCompiler, doc = 'NONE'): Operand {
  const { out } = c;
  const names = inner.scope.freevars;
  const slot = names.length === 0 ? undefined : out.push(closure(c, names));
  const code = out.read(c.inner(inner));
  const place = slot === undefined ? '0' : `fp+${slot.offset}`;
  const made = result(c, `plainFunction(fp,${code},${c.foreignName(inner.qualname)},${doc},${place})`);
  out.popTo(slot?.offset ?? out.depth);
  return made;
}

/** The cells an inner function captures, as a tuple; None if it captures nothing. */
export function closure(c: FunctionCompiler, names: readonly string[]): Operand {
  if (names.length === 0) return c.none;
  const base = c.out.depth;
  for (const name of names) c.out.push({ kind: 'local', offset: cellOf(c, name) });
  const made = result(c, `newTuple(fp+${base},${names.length})`);
  c.out.popTo(base);
  return made;
}

function cellOf(c: FunctionCompiler, name: string): number {
  for (let i = c.inlined.length - 1; i >= 0; i--) {
    const found = c.inlined[i]!.get(name);
    if (found?.kind === 'cell') return found.offset;
  }
  return c.cellOffset(name);
}

function annotationsOf(node: ast.FunctionDef | ast.AsyncFunctionDef): [string, ast.Expr][] {
  const { args } = node;
  // In the compiler's order, which is not that of the parameters.
  const all = [...args.args, ...args.posonlyargs];
  if (args.vararg !== null) all.push(args.vararg);
  all.push(...args.kwonlyargs);
  if (args.kwarg !== null) all.push(args.kwarg);
  const found: [string, ast.Expr][] = [];
  for (const arg of all) if (arg.annotation !== null) found.push([arg.arg, arg.annotation]);
  if (node.returns !== null) found.push(['return', node.returns]);
  return found;
}

/** class Name(bases, **keywords): __build_class__(function of the body, name, *bases, **keywords). */
export function compileClassDef(c: FunctionCompiler, node: ast.ClassDef): void {
  const { out } = c;
  const base = out.depth;
  for (const decorator of node.decorator_list) pushDecorator(c, decorator);
  const made = node.type_params.length === 0 ? classObject(c, node) : genericClass(c, node);
  const decorated = applyDecorators(c, node.decorator_list, made);
  storeName(c, node.name, out.own(decorated), node);
  out.popTo(base);
}

function classCode(c: FunctionCompiler, node: ast.ClassDef): FunctionCompiler {
  const inner = new FunctionCompiler(c.unit, scopeOf(c, node), node.name, qualify(c, node.name), firstLine(node));
  inner.within(c);
  inner.classBody(node);
  return inner;
}

/** class Name[parameters](…): Generic[parameters] is its last base. */
function genericClass(c: FunctionCompiler, node: ast.ClassDef): Operand {
  return generic(c, node, node.name, [], (inner, params) => {
    storeName(inner, '.type_params', `inc(i32[fp+${params}])`, node);
    const code = classCode(inner, node);
    const base = inner.out.push(result(inner, `genericBase(fp+${params})`));
    const made = inner.out.push(callBuilderExtended(inner, node, code, [{ kind: 'local', offset: base.offset }]));
    inner.out.line(`drop(fp+${base.offset});`);
    return made;
  });
}

function classObject(c: FunctionCompiler, node: ast.ClassDef): Operand {
  const inner = classCode(c, node);
  const isPlain =
    node.bases.every((each) => each.kind !== 'Starred') && node.keywords.every((each) => each.arg !== null);
  return isPlain ? callBuilder(c, node, inner) : callBuilderExtended(c, node, inner, []);
}

function callBuilder(c: FunctionCompiler, node: ast.ClassDef, inner: FunctionCompiler): Operand {
  const { out } = c;
  const window = out.depth;
  out.at(node);
  const builder = result(c, 'buildClass(fp)');
  out.line(`i32[fp+${window}]=${out.own(builder)};`);
  out.reserve(Frame.Slots);
  out.push(makeFunction(c, inner, undefined, [], undefined));
  out.push(c.text(node.name));
  for (const expression of node.bases) compilePushed(c, expression);
  for (const keyword of node.keywords) compilePushed(c, keyword.value);
  const items = node.keywords.map((keyword) => ({ t: 'str' as const, value: keyword.arg! }));
  const names = items.length === 0 ? '0' : out.read(c.constant({ t: 'tuple', items }));
  out.at(node);
  out.depth = window;
  return result(c, `call(fp+${window},${2 + node.bases.length},${names})`);
}

/** With starred bases or keywords, and `more` bases that are values already: the arguments are collected first. */
export function callBuilderExtended(
  c: FunctionCompiler,
  node: ast.ClassDef,
  inner: FunctionCompiler,
  more: readonly Operand[],
): Operand {
  const { out } = c;
  const base = out.depth;
  out.at(node);
  out.push(result(c, 'buildClass(fp)'));
  const list = out.push(result(c, `newList(fp+${out.depth},0)`)).offset;
  const append = (value: Operand, helper = 'listAppend'): void => {
    const { offset } = out.push(value);
    out.failIf(`!${helper}(fp+${list},fp+${offset})`);
    out.popTo(offset);
  };
  append(makeFunction(c, inner, undefined, [], undefined));
  append(c.text(node.name));
  for (const each of node.bases) {
    const starred = each.kind === 'Starred';
    const value = compilePushed(c, starred ? each.value : each);
    out.at(node);
    append(value, starred ? 'listExtend' : 'listAppend');
  }
  for (const each of more) append(each);
  const args = result(c, `listToTuple(fp+${list})`);
  out.popTo(list);
  out.push(args);
  mergeKeywords(c, node, base);
  const made = result(c, `callExtended(fp+${base},${node.keywords.length > 0 ? 1 : 0})`);
  out.popTo(base);
  return made;
}
