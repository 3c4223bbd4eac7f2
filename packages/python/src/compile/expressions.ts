import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import {
  binary,
  COMPARE,
  compareValue,
  comparisonFlag,
  negative,
  numberFlag,
  OTHER_COMPARE,
  operands,
} from './arithmetic.js';
import { attribute } from './attributes.js';
import { call } from './calls.js';
import { compileComprehension } from './comprehensions.js';
import type { Folded } from './constants.js';
import { compileLambda } from './definitions.js';
import { dictDisplay } from './dict-displays.js';
import { comparesDisplays, displaysFlag, displaysValue } from './display-compare.js';
import type { Operand } from './emitter.js';
import { fold } from './fold.js';
import type { FunctionCompiler, Place } from './function.js';
import { compileAwait, compileGeneratorExpression, compileYield, compileYieldFrom } from './generators.js';
import { subscript } from './items.js';
import { compileLent } from './lent.js';
import { asJoinedStr } from './percent.js';

/** Expressions: each gives an {@link Operand}. */

/** Compiles an expression. */
export function compileExpression(c: FunctionCompiler, node: ast.Expr): Operand {
  const folded = fold(node);
  if (folded !== undefined) return c.constant(folded);
  switch (node.kind) {
    case 'Constant':
      return c.constant(node.value);
    case 'Name':
      return loadName(c, node);
    case 'BinOp': {
      const joined = asJoinedStr(node);
      return joined === undefined ? binary(c, node) : joinedStr(c, joined);
    }
    case 'UnaryOp':
      return unary(c, node);
    case 'BoolOp':
      return boolOp(c, node);
    case 'Compare':
      return compare(c, node);
    case 'Call':
      return call(c, node);
    case 'Attribute':
      return attribute(c, node);
    case 'Subscript':
      return subscript(c, node);
    case 'IfExp':
      return conditional(c, node);
    case 'Tuple':
      return display(c, node.elts, 'tuple', node);
    case 'List':
      return display(c, node.elts, 'list', node);
    case 'Set':
      return display(c, node.elts, 'set', node);
    case 'Dict':
      return dictDisplay(c, node);
    case 'Slice':
      return slice(c, node);
    case 'JoinedStr':
      return joinedStr(c, node);
    case 'FormattedValue':
      return formattedValue(c, node);
    case 'NamedExpr':
      return namedExpression(c, node);
    case 'Lambda':
      return compileLambda(c, node);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return compileComprehension(c, node);
    case 'GeneratorExp':
      return compileGeneratorExpression(c, node);
    case 'Yield':
      return compileYield(c, node);
    case 'YieldFrom':
      return compileYieldFrom(c, node);
    case 'Await':
      return compileAwait(c, node);
    case 'Starred':
      return c.unsupported('a starred expression here', node);
  }
}

/** An owned result in a fresh variable; an error if it is 0. */
export function result(c: FunctionCompiler, expression: string): Operand {
  const name = c.out.temp();
  c.out.line(`if((${name}=${expression})===0)${c.out.onError}`);
  return { kind: 'temp', name };
}

/** Compiles an expression and counts it onto the stack. */
export function compilePushed(c: FunctionCompiler, node: ast.Expr): { readonly kind: 'slot'; readonly offset: number } {
  return c.out.push(compileExpression(c, node));
}

// Names -----------------------------------------------------------------------------------------------------------

function loadName(c: FunctionCompiler, node: ast.Name): Operand {
  const place = c.place(node.id);
  if (c.scope.canSeeClassScope && c.inlined.length === 0) {
    const symbol = c.scope.symbols.get(c.mangled(node.id));
    if (place.kind === 'cell' || (place.kind === 'global' && symbol?.scope !== 'global'))
      return classFirst(c, node, place);
  }
  return loadPlace(c, node, place);
}

/** In an annotation directly in a class, the class's names come before those around it. */
function classFirst(c: FunctionCompiler, node: ast.Name, place: Place): Operand {
  const { out } = c;
  out.at(node);
  const name = out.temp();
  out.line(`${name}=fromClassDict(fp,${c.cellOffset('__classdict__')},${c.nameRef(node.id)});`);
  out.failIf(`${name}===0&&i32[ERROR]!==0`);
  out.line(`if(${name}===0){`);
  const value = loadPlace(c, node, place) as Operand & { kind: 'temp' };
  out.line(`${name}=${value.name};}`);
  out.release(value.name);
  return { kind: 'temp', name };
}

function loadPlace(c: FunctionCompiler, node: ast.Name, place: Place): Operand {
  switch (place.kind) {
    case 'fast':
      return loadFast(c, node, place);
    case 'cell':
      c.out.at(node);
      return result(c, `loadCell(fp,${place.offset},${c.nameRef(node.id)})`);
    case 'classCell':
      c.out.at(node);
      return result(c, `loadClassCell(fp,${place.offset},${c.nameRef(node.id)})`);
    case 'name':
      if (c.scope.kind === 'module') return c.unit.anyLocals ? loadModuleName(c, node) : loadGlobal(c, node);
      c.out.at(node);
      return result(c, `loadName(fp,${c.nameRef(node.id)})`);
    case 'global':
      return loadGlobal(c, node);
  }
}

function loadFast(c: FunctionCompiler, node: ast.Name, place: Place & { kind: 'fast' }): Operand {
  if (!c.bound.has(place.index)) {
    c.out.at(node);
    c.out.line(`if(${c.out.slot(place.offset)}===0){unbound(${c.nameRef(node.id)});${c.out.onError}}`);
    if (!c.deletable.has(place.index)) c.bound.add(place.index);
  }
  return { kind: 'local', offset: place.offset };
}

/** A global through its cache: the keys objects' versions of the module and the builtins vouch for the word of the value. */
function loadGlobal(c: FunctionCompiler, node: ast.Name): Operand {
  if (c.terse && c.scope.kind === 'module' && !c.unit.anyLocals) {
    c.out.at(node);
    return result(c, `loadName(fp,${c.nameRef(node.id)})`);
  }
  const position = c.out.atSlow(node);
  const at = c.cache(5);
  const name = c.out.temp();
  const hit = `i32[globals(fp)+8]===ic[${at}]&&i32[ic[${at}]+3]===ic[${at + 1}]&&(ic[${at + 3}]===0||i32[ic[${at + 3}]+3]===ic[${at + 4}])`;
  c.out.line(`if(${hit})${name}=inc(i32[ic[${at + 2}]]);`);
  c.out.line(`else{${position}if((${name}=loadGlobal(fp,ic,${at},${c.nameRef(node.id)}))===0)${c.out.onError}}`);
  return { kind: 'temp', name };
}

/** A name of a module's code that may run with any namespace: that of the globals is the usual one. */
function loadModuleName(c: FunctionCompiler, node: ast.Name): Operand {
  c.out.at(node);
  if (c.terse) return result(c, `loadName(fp,${c.nameRef(node.id)})`);
  const name = c.out.temp();
  c.out.line(`if(i32[fp+4]===globals(fp)){`);
  const global = loadGlobal(c, node) as Operand & { kind: 'temp' };
  c.out.line(`${name}=${global.name};}`);
  c.out.release(global.name);
  c.out.line(`else if((${name}=loadName(fp,${c.nameRef(node.id)}))===0)${c.out.onError}`);
  return { kind: 'temp', name };
}

// Operators -------------------------------------------------------------------------------------------------------

function unary(c: FunctionCompiler, node: ast.UnaryOp): Operand {
  if (node.op === 'Not') return boolean(c, node);
  if (node.op === 'USub') return negative(c, node);
  const value = compileExpression(c, node.operand);
  c.out.at(node);
  const name = { USub: 'negative', UAdd: 'positive', Invert: 'invert' }[node.op];
  const base = value.kind === 'slot' ? value.offset : c.out.depth;
  c.out.touch(base + SLOT);
  return result(c, `unary('${name}',${c.out.own(value)},fp+${base})`);
}

/** A condition as the object True or False. */
function boolean(c: FunctionCompiler, node: ast.Expr): Operand {
  const flag = condition(c, node);
  const name = c.out.temp();
  c.out.line(`${name}=inc(${flag}===1?TRUE:FALSE);`);
  c.out.release(flag);
  return { kind: 'temp', name };
}

/** A longer row of operands is `a and b and … and (the rest)`, so that the rest can be a piece of its own. */
const LONG_ROW = 100;

/** The operands of a row, the rest of a long one as the last. */
function operandsOf(node: ast.BoolOp): readonly ast.Expr[] {
  if (node.values.length <= LONG_ROW) return node.values;
  return [...node.values.slice(0, LONG_ROW), { ...node, values: node.values.slice(LONG_ROW) }];
}

/** The rest of a long row: as a piece of its own it leaves its value in a slot. */
function restOfRow(c: FunctionCompiler, rest: ast.Expr): string {
  const start = c.pieceStart();
  const { offset } = c.out.push(boolOp(c, rest as ast.BoolOp));
  c.cutPiece(start);
  c.out.popTo(offset);
  return `take(fp+${offset})`;
}

function boolOp(c: FunctionCompiler, node: ast.BoolOp): Operand {
  const { out } = c;
  const parts = operandsOf(node);
  const done = out.label('B');
  const name = out.temp();
  const depth = out.depth;
  out.line(`${done}:{`);
  const bound = new Set(c.bound);
  parts.forEach((part, i) => {
    const owned = i === LONG_ROW ? restOfRow(c, part) : out.own(compileExpression(c, part));
    out.line(`${name}=${owned};`);
    out.depth = depth;
    if (i === parts.length - 1) return;
    const flag = out.temp();
    out.touch(depth + SLOT);
    out.line(`${flag}=truth(${name},fp+${depth});`);
    out.failIf(`${flag}<0`);
    out.line(`if(${flag}===${node.op === 'And' ? 0 : 1})break ${done};`);
    out.line(`dec(${name});`);
    out.release(flag);
    if (i === 0) for (const local of c.bound) bound.add(local);
  });
  out.line('}');
  c.bound = bound;
  out.forgetPosition();
  return { kind: 'temp', name };
}

function compare(c: FunctionCompiler, node: ast.Compare): Operand {
  if (node.ops.length > 1) return comparisonChain(c, node);
  const op = node.ops[0]!;
  if (COMPARE[op] === undefined) return boolean(c, node);
  if (comparesDisplays(c, node)) return displaysValue(c, node);
  return compareValue(c, node, op, operands(c, node.left, node.comparators[0]!));
}

/** a < b < c: each middle operand is evaluated once and waits on the stack. */
function comparisonChain(c: FunctionCompiler, node: ast.Compare): Operand {
  const { out } = c;
  const done = out.label('B');
  const name = out.temp();
  const left = out.push(compileExpression(c, node.left));
  out.line(`${done}:{`);
  node.ops.forEach((op, i) => {
    out.push(compileExpression(c, node.comparators[i]!));
    out.at(node);
    const last = i === node.ops.length - 1;
    const code = COMPARE[op] ?? OTHER_COMPARE[op]!;
    // The right operand stays, in the left one's place, for the next comparison.
    out.line(`${name}=chain(${code},fp+${left.offset},${last ? 1 : 0});`);
    out.failIf(`${name}===0`);
    out.depth = left.offset + (last ? 0 : SLOT);
    if (last) return;
    const flag = out.temp();
    out.touch(out.depth + SLOT);
    out.line(`${flag}=truth(${name},fp+${out.depth});`);
    out.failIf(`${flag}<0`);
    // What the comparison gave stands in a slot while the operand goes, which may run code.
    const kept = out.slot(out.depth);
    out.line(`if(${flag}===0){${kept}=${name};drop(fp+${left.offset});${kept}=0;break ${done};}`);
    out.line(`dec(${name});`);
    out.release(flag);
  });
  out.line('}');
  out.forgetPosition();
  return { kind: 'temp', name };
}

// Conditions ------------------------------------------------------------------------------------------------------

/** Compiles a condition: the name of a variable that is 1 or 0. */
export function condition(c: FunctionCompiler, node: ast.Expr): string {
  const { out } = c;
  if (node.kind === 'UnaryOp' && node.op === 'Not') {
    const flag = condition(c, node.operand);
    out.line(`${flag}=1-${flag};`);
    return flag;
  }
  if (node.kind === 'Compare' && node.ops.length === 1) {
    return comparesDisplays(c, node) ? displaysFlag(c, node) : comparisonFlag(c, node);
  }
  if (node.kind === 'BoolOp') return boolCondition(c, node);
  const value = compileLent(c, node);
  const known = numberFlag(c, value);
  if (known !== undefined) return known;
  const flag = out.temp();
  const base = value.kind === 'slot' ? value.offset : out.depth;
  out.touch(base + SLOT);
  out.at(node);
  if (value.kind === 'local' || value.kind === 'const') {
    out.line(`${flag}=truthOf(${out.read(value)},fp+${base});`);
    out.failIf(`${flag}<0`);
    return flag;
  }
  if (value.kind === 'lent') {
    const { name, owned } = value;
    out.line(`${flag}=${owned}===0?truthOf(${name},fp+${base}):truth(${name},fp+${base});`);
    out.failIf(`${flag}<0`);
    out.drop(value);
    return flag;
  }
  const owned = out.own(value);
  const x = out.temp();
  out.line(`${x}=${owned};${flag}=truth(${x},fp+${base});`);
  out.failIf(`${flag}<0`);
  out.line(`dec(${x});`);
  out.release(x);
  return flag;
}

function boolCondition(c: FunctionCompiler, node: ast.BoolOp): string {
  const { out } = c;
  const done = out.label('B');
  const flag = out.temp();
  out.line(`${done}:{`);
  let bound: Set<number> | undefined;
  const parts = operandsOf(node);
  parts.forEach((part, i) => {
    const partFlag = condition(c, part);
    out.line(`${flag}=${partFlag};`);
    out.release(partFlag);
    bound ??= new Set(c.bound);
    if (i < parts.length - 1) out.line(`if(${flag}===${node.op === 'And' ? 0 : 1})break ${done};`);
  });
  out.line('}');
  c.bound = bound ?? c.bound;
  out.forgetPosition();
  return flag;
}

function conditional(c: FunctionCompiler, node: ast.IfExp): Operand {
  const { out } = c;
  const flag = condition(c, node.test);
  const name = out.temp();
  const depth = out.depth;
  const before = new Set(c.bound);
  out.line(`if(${flag}===1){`);
  out.release(flag);
  out.line(`${name}=${out.own(compileExpression(c, node.body))};`);
  out.depth = depth;
  const after = c.bound;
  c.bound = before;
  out.forgetPosition();
  out.line('}else{');
  out.line(`${name}=${out.own(compileExpression(c, node.orelse))};`);
  out.depth = depth;
  out.line('}');
  c.bound = intersection(after, c.bound);
  out.forgetPosition();
  return { kind: 'temp', name };
}

export function intersection(a: Set<number>, b: Set<number>): Set<number> {
  return new Set([...a].filter((value) => b.has(value)));
}

// Calls -----------------------------------------------------------------------------------------------------------

export function keywordNames(c: FunctionCompiler, node: ast.Call): string {
  if (node.keywords.length === 0) return '0';
  const items = node.keywords.map((keyword) => ({ t: 'str' as const, value: keyword.arg! }));
  return c.out.read(c.constant({ t: 'tuple', items }));
}

/** Calls with * or **: the arguments are collected in a tuple and a dictionary. */
export function callExtended(c: FunctionCompiler, node: ast.Call): Operand {
  const { out } = c;
  const base = out.depth;
  compilePushed(c, node.func);
  out.push(collectArguments(c, node.args, node));
  mergeKeywords(c, node, base);
  const made = result(c, `callExtended(fp+${base},${node.keywords.length > 0 ? 1 : 0})`);
  out.popTo(base);
  return made;
}

/** Collects keyword arguments in a dictionary, if there are any; the callee stands at `base`. */
export function mergeKeywords(c: FunctionCompiler, node: ast.Call | ast.ClassDef, base: number): void {
  const { out } = c;
  if (node.keywords.length > 0) {
    const dict = out.push(result(c, 'newDict()'));
    for (const keyword of node.keywords) {
      const value = compilePushed(c, keyword.value);
      out.at(node);
      const name = keyword.arg === null ? '0' : out.read(c.text(keyword.arg));
      out.failIf(`!mergeKeyword(fp+${base},fp+${dict.offset},${name},fp+${value.offset})`);
      out.popTo(value.offset);
    }
  }
  out.at(node);
}

function collectArguments(c: FunctionCompiler, args: readonly ast.Expr[], node: ast.Expr): Operand {
  const only = args.length === 1 && args[0]!.kind === 'Starred' ? args[0] : undefined;
  if (only !== undefined) {
    const value = compilePushed(c, (only as ast.Starred).value);
    c.out.at(node);
    const made = result(c, `starArguments(fp+${value.offset - SLOT},fp+${value.offset})`);
    c.out.popTo(value.offset);
    return made;
  }
  return display(c, args, 'tuple', node);
}

// Attributes, items -----------------------------------------------------------------------------------------------

function slice(c: FunctionCompiler, node: ast.Slice): Operand {
  const { out } = c;
  const base = out.depth;
  for (const part of [node.lower, node.upper, node.step]) out.push(part === null ? c.none : compileExpression(c, part));
  out.at(node);
  const made = result(c, `newSlice(fp+${base})`);
  out.popTo(base);
  return made;
}

// Displays --------------------------------------------------------------------------------------------------------

function display(
  c: FunctionCompiler,
  elements: readonly ast.Expr[],
  kind: 'tuple' | 'list' | 'set',
  node: ast.Expr,
): Operand {
  const { out } = c;
  const base = out.depth;
  const stars = elements.some((element) => element.kind === 'Starred');
  if (!stars && kind !== 'tuple' && elements.length >= CONSTANT_DISPLAY) {
    const items = foldAll(elements);
    if (items !== undefined) return constantDisplay(c, items, kind, node);
  }
  if (stars || elements.length > LARGE_DISPLAY) return growingDisplay(c, elements, kind, node);
  for (const element of elements) compilePushed(c, element);
  out.at(node);
  const maker = { tuple: 'newTuple', list: 'newList', set: 'newSet' }[kind];
  const made = result(c, `${maker}(fp+${base},${elements.length})`);
  out.popTo(base);
  return made;
}

/** A longer display does not wait on the stack: it grows item by item (STACK_USE_GUIDELINE). */
const LARGE_DISPLAY = 30;

/** The constants that expressions are; undefined if one is none. */
function foldAll(elements: readonly ast.Expr[]): Folded[] | undefined {
  const items: Folded[] = [];
  for (const element of elements) {
    const item = fold(element);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

/** From so many items on, a display of constants is an empty container that takes the items of a constant one. */
const CONSTANT_DISPLAY = 3;

function constantDisplay(c: FunctionCompiler, items: readonly Folded[], kind: 'list' | 'set', node: ast.Expr): Operand {
  const { out } = c;
  const base = out.depth;
  out.at(node);
  out.push(result(c, kind === 'set' ? `newSet(fp+${base},0)` : `newList(fp+${base},0)`));
  const value = out.push(c.constant({ t: kind === 'set' ? 'frozenset' : 'tuple', items }));
  out.failIf(`!${kind === 'set' ? 'setUpdate' : 'listExtend'}(fp+${base},fp+${value.offset})`);
  const name = out.temp();
  out.line(`${name}=take(fp+${base});`);
  out.popTo(base);
  return { kind: 'temp', name };
}

function growingDisplay(
  c: FunctionCompiler,
  elements: readonly ast.Expr[],
  kind: 'tuple' | 'list' | 'set',
  node: ast.Expr,
): Operand {
  const { out } = c;
  const base = out.depth;
  const into = out.push(result(c, kind === 'set' ? `newSet(fp+${base},0)` : `newList(fp+${base},0)`));
  let start = c.pieceStart();
  for (const element of elements) {
    const starred = element.kind === 'Starred';
    const value = compilePushed(c, element.kind === 'Starred' ? element.value : element);
    out.at(node);
    const helper = kind === 'set' ? (starred ? 'setUpdate' : 'setAdd') : starred ? 'listExtend' : 'listAppend';
    out.failIf(`!${helper}(fp+${into.offset},fp+${value.offset})`);
    out.popTo(value.offset);
    start = c.cutPiece(start);
  }
  if (kind !== 'tuple') {
    const name = out.temp();
    out.line(`${name}=take(fp+${base});`);
    out.popTo(base);
    return { kind: 'temp', name };
  }
  const made = result(c, `listToTuple(fp+${base})`);
  out.popTo(base);
  return made;
}

// Strings ---------------------------------------------------------------------------------------------------------

function joinedStr(c: FunctionCompiler, node: ast.JoinedStr): Operand {
  const { out } = c;
  const base = out.depth;
  if (node.values.length === 0) return c.text('');
  if (node.values.length === 1 && node.values[0]!.kind === 'FormattedValue') return formattedValue(c, node.values[0]);
  let start = c.pieceStart();
  for (const part of node.values) {
    compilePushed(c, part);
    start = c.cutPiece(start);
  }
  out.at(node);
  const made = result(c, `joinStr(fp+${base},${node.values.length})`);
  out.popTo(base);
  return made;
}

function formattedValue(c: FunctionCompiler, node: ast.FormattedValue): Operand {
  const { out } = c;
  const value = compilePushed(c, node.value);
  const spec = node.format_spec === null ? c.text('') : joinedStr(c, node.format_spec);
  if (spec.kind !== 'const') out.push(spec);
  else {
    out.push(spec);
  }
  out.at(node);
  const made = result(c, `formatValue(fp+${value.offset},${node.conversion})`);
  out.popTo(value.offset);
  return made;
}

function namedExpression(c: FunctionCompiler, node: ast.NamedExpr): Operand {
  const value = c.out.push(compileExpression(c, node.value));
  storeName(c, node.target.id, `inc(i32[fp+${value.offset}])`, node.target);
  const name = c.out.temp();
  c.out.line(`${name}=take(fp+${value.offset});`);
  c.out.popTo(value.offset);
  return { kind: 'temp', name };
}

/** Stores an owned reference in a local, and drops what was there. */
function storeFast(c: FunctionCompiler, offset: number, owned: string, node: ast.Located): void {
  const { out } = c;
  const drop = out.dropText('ro', out.atDeath(node));
  out.line(`ro=${out.slot(offset)};${out.slot(offset)}=${owned};if(ro!==0){${drop}}`);
}

/** Stores an owned reference, given as a JavaScript expression, under a name. */
export function storeName(c: FunctionCompiler, name: string, owned: string, node: ast.Located): void {
  const { out } = c;
  const place = c.place(name);
  switch (place.kind) {
    case 'fast':
      storeFast(c, place.offset, owned, node);
      if (!c.deletable.has(place.index)) c.bound.add(place.index);
      return;
    case 'cell':
    case 'classCell':
      out.at(node);
      out.line(`storeCell(fp+${place.offset},${owned});`);
      return;
    case 'name':
      out.at(node);
      out.failIf(`!setName(fp,${c.nameRef(name)},${owned})`);
      return;
    case 'global':
      out.at(node);
      out.failIf(`!setGlobal(fp,${c.nameRef(name)},${owned})`);
      return;
  }
}
