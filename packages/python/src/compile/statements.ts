import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { annotatedAssign } from './annotations.js';
import { binaryOperands, isCalm, isQuiet, withRight } from './arithmetic.js';
import { attributeOf, lentAttributeOf, storeAttribute } from './attributes.js';
import { compileClassDef, compileFunctionDef } from './definitions.js';
import type { Operand } from './emitter.js';
import { compileExpression, compilePushed, condition, intersection, result, storeName } from './expressions.js';
import { fold } from './fold.js';
import type { FunctionCompiler } from './function.js';
import { type Located, loopPlace, nextItem } from './generators.js';
import { lentItem, storeItem } from './items.js';
import { compileLent } from './lent.js';
import { compileMatch } from './match.js';
import { pushIterator } from './range-loops.js';
import { isPlainSlice, pushSliced } from './slice-paths.js';
import { compileTry, compileWith, exitNormally } from './trying.js';
import { compileTypeAlias } from './type-params.js';

/** Statements. */

/** A block that a jump out of it has to leave properly. */
export type Block =
  | {
      readonly kind: 'loop';
      readonly breakLabel: string;
      readonly continueLabel: string;
      readonly iterator: number | undefined;
    }
  /** A `finally` body that runs on the way out. */
  | { readonly kind: 'finally'; readonly body: readonly ast.Stmt[]; readonly outer: string | undefined }
  /** A handler: the exception handled before is restored. */
  | {
      readonly kind: 'handler';
      /** The exception that goes on afterwards stands in the slot behind. */
      readonly isFinally?: boolean;
      readonly slot: number;
      readonly name: ast.ExceptHandler | undefined;
      readonly outer: string | undefined;
    }
  /** A `with` body: `__exit__` is called without an exception. */
  | {
      readonly kind: 'with';
      readonly slot: number;
      readonly node: ast.With | ast.AsyncWith;
      /** The expression of the manager. */
      readonly manager: ast.Expr;
      readonly outer: string | undefined;
    }
  /** What a `return` goes to hand out while it runs a finally: another jump out of that gives it up. */
  | { readonly kind: 'returned'; readonly slot: number };

export function compileBody(c: FunctionCompiler, body: readonly ast.Stmt[]): void {
  let start = c.pieceStart();
  body.forEach((statement, i) => {
    compileStatement(c, statement);
    start = c.cutPiece(start, i === body.length - 1);
  });
}

export function compileStatement(c: FunctionCompiler, node: ast.Stmt): void {
  if (c.unit.tellsLines) c.out.tellLine(node);
  switch (node.kind) {
    case 'Expr':
      expressionStatement(c, node);
      return;
    case 'Assign':
      assign(c, node);
      return;
    case 'AugAssign':
      augmentedAssign(c, node);
      return;
    case 'AnnAssign':
      annotatedAssign(c, node);
      return;
    case 'Return':
      returnStatement(c, node);
      return;
    case 'If':
      ifStatement(c, node);
      return;
    case 'While':
      whileStatement(c, node);
      return;
    case 'For':
    case 'AsyncFor':
      forStatement(c, node);
      return;
    case 'Break':
    case 'Continue':
      jump(c, node);
      return;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      compileFunctionDef(c, node);
      return;
    case 'ClassDef':
      compileClassDef(c, node);
      return;
    case 'Delete':
      for (const target of node.targets) remove(c, target);
      return;
    case 'Try':
    case 'TryStar':
      compileTry(c, node);
      return;
    case 'With':
    case 'AsyncWith':
      compileWith(c, node);
      return;
    case 'Match':
      compileMatch(c, node);
      return;
    case 'TypeAlias':
      compileTypeAlias(c, node);
      return;
    case 'Raise':
      raise(c, node);
      return;
    case 'Assert':
      assertion(c, node);
      return;
    case 'Import':
      importStatement(c, node);
      return;
    case 'ImportFrom':
      importFrom(c, node);
      return;
    case 'Pass':
    case 'Global':
    case 'Nonlocal':
      return;
    default:
      notSupported(c, node);
  }
}

/** What statements that are not compiled yet are called. */
const UNSUPPORTED: Partial<Record<ast.Stmt['kind'], string>> = {};

function notSupported(c: FunctionCompiler, node: ast.Stmt): never {
  return c.unsupported(UNSUPPORTED[node.kind] ?? node.kind, node);
}

function expressionStatement(c: FunctionCompiler, node: ast.ExprStmt): void {
  if (node.value.kind === 'Constant' && c.unit.mode !== 'single') return;
  const value = compileExpression(c, node.value);
  if (c.unit.mode === 'single' && c.scope.kind === 'module') {
    const pushed = c.out.push(value);
    c.out.at(node);
    c.out.failIf(`!display(fp+${pushed.offset})`);
    c.out.popTo(pushed.offset);
    return;
  }
  c.out.drop(value);
}

// Assignment ------------------------------------------------------------------------------------------------------

function assign(c: FunctionCompiler, node: ast.Assign): void {
  if (node.targets.length === 1 && (appendsToItself(c, node) || exchanges(c, node))) return;
  if (node.targets.length === 1) {
    const target = node.targets[0]!;
    compileStore(c, target, isPair(target) ? compileLent(c, node.value) : compileExpression(c, node.value));
    return;
  }
  const value = compileExpression(c, node.value);
  const pushed = c.out.push(value);
  node.targets.forEach((target, i) => {
    const last = i === node.targets.length - 1;
    compileStore(c, target, last ? pushed : { kind: 'local', offset: pushed.offset });
  });
  c.out.popTo(pushed.offset);
}

/** `name = name + value` for a local: as `name += value`, for strings that grow. */
function appendsToItself(c: FunctionCompiler, { targets, value }: ast.Assign): boolean {
  const target = targets[0]!;
  if (target.kind !== 'Name' || value.kind !== 'BinOp' || value.op !== 'Add') return false;
  if (value.left.kind !== 'Name' || value.left.id !== target.id || !isQuiet(c, value.left)) return false;
  const place = c.place(target.id);
  if (place.kind !== 'fast') return false;
  const pair = withRight(c, compileExpression(c, value.left), value.right);
  storeName(c, target.id, c.out.own(binaryOperands(c, value, 'Add', 'binary', pair, place.offset)), target);
  return true;
}

/** `a, b = x, y` and with three: no tuple is made. */
function exchanges(c: FunctionCompiler, { targets, value }: ast.Assign): boolean {
  const target = targets[0]!;
  if ((target.kind !== 'Tuple' && target.kind !== 'List') || value.kind !== 'Tuple') return false;
  const count = target.elts.length;
  if (value.elts.length !== count || count < 2 || count > 3) return false;
  if ([...target.elts, ...value.elts].some((element) => element.kind === 'Starred')) return false;
  if (fold(value) !== undefined) return false;
  const { out } = c;
  const base = out.depth;
  for (const element of value.elts) compilePushed(c, element);
  target.elts.forEach((element, i) => {
    const item = out.temp();
    out.line(`${item}=take(fp+${base + SLOT * i});`);
    compileStore(c, element, { kind: 'temp', name: item });
  });
  out.popTo(base);
  return true;
}

/** Stores an operand in a target; the operand is used up. */
export function compileStore(c: FunctionCompiler, target: ast.Expr, value: Operand): void {
  const { out } = c;
  switch (target.kind) {
    case 'Name':
      storeName(c, target.id, out.own(value), target);
      return;
    case 'Attribute':
      if (target.value.kind === 'Name' && target.value.id === 'self') c.attributes?.add(target.attr);
      storeAttribute(c, target, value);
      return;
    case 'Subscript':
      storeItem(c, target, value);
      return;
    case 'Tuple':
    case 'List':
      unpack(c, target, value);
      return;
    default:
      c.unsupported(`assignment to ${target.kind}`, target);
  }
}

function unpack(c: FunctionCompiler, target: ast.Tuple | ast.List, value: Operand): void {
  const { out } = c;
  const offset = spread(c, target, value);
  target.elts.forEach((element, i) => {
    const inner = element.kind === 'Starred' ? element.value : element;
    const item = out.temp();
    out.line(`${item}=take(fp+${offset + SLOT * i});`);
    compileStore(c, inner, { kind: 'temp', name: item });
  });
  out.popTo(offset);
}

const isPair = (target: ast.Expr): boolean =>
  (target.kind === 'Tuple' || target.kind === 'List') &&
  target.elts.length === 2 &&
  target.elts.every((element) => element.kind !== 'Starred');

/** The items of a sequence in slots, the first one lowest: the offset of that. */
function spread(c: FunctionCompiler, target: ast.Tuple | ast.List, value: Operand): number {
  const { out } = c;
  if (isPair(target) && !c.terse && (value.kind === 'temp' || value.kind === 'lent'))
    return spreadPair(c, target, value);
  const pushed = out.push(value);
  const count = target.elts.length;
  const star = target.elts.findIndex((element) => element.kind === 'Starred');
  out.at(target);
  out.reserve(SLOT * count);
  const helper =
    star < 0 ? `unpack(fp+${pushed.offset},${count})` : `unpackStar(fp+${pushed.offset},${star},${count - star - 1})`;
  out.failIf(`!${helper}`);
  return pushed.offset;
}

/** The same for a pair: of a tuple that others hold as well, where it stands. */
function spreadPair(c: FunctionCompiler, target: ast.Expr, value: Extract<Operand, { kind: 'temp' | 'lent' }>): number {
  const { out } = c;
  const { name } = value;
  const offset = out.depth;
  const position = out.atSlow(target);
  // One more than the items: the general way keeps the sequence meanwhile.
  out.reserve(3 * SLOT);
  const [first, second] = [out.slot(offset), out.slot(offset + SLOT)];
  const isHeld = value.kind === 'lent' ? `${value.owned}===0` : `(rc=i32[${name}])>1`;
  const drop = value.kind === 'lent' ? '' : `i32[${name}]=rc-1;`;
  out.line(`if(i32[${name}+3]===TUPLE&&i32[${name}+4]===2&&${isHeld}){`);
  out.line(`${drop}${first}=inc(i32[${name}+6]);${second}=inc(i32[${name}+8]);}`);
  out.line(`else{${position}${first}=${out.own(value)};if(!unpack(fp+${offset},2))${out.onError}}`);
  return offset;
}

function augmentedAssign(c: FunctionCompiler, node: ast.AugAssign): void {
  const { out } = c;
  const { target } = node;
  if (target.kind === 'Name') {
    const pair = withRight(c, compileExpression(c, { ...target, ctx: 'Load' }), node.value);
    const place = c.place(target.id);
    const local = place.kind === 'fast' ? place.offset : undefined;
    const made = binaryOperands(c, node, node.op, 'inplace', pair, local);
    storeName(c, target.id, out.own(made), target);
    return;
  }
  if (target.kind === 'Attribute') {
    augmentAttribute(c, node, target);
    return;
  }
  if (target.kind === 'Subscript') {
    if (isQuiet(c, target.value) && isQuiet(c, target.slice) && isCalm(c, node.value)) {
      augmentItem(c, node, target);
      return;
    }
    const object = compilePushed(c, target.value);
    const key = compilePushed(c, target.slice);
    out.at(target);
    out.touch(out.depth + 2 * SLOT);
    const before = out.push(
      result(c, `getItem(inc(i32[fp+${object.offset}]),inc(i32[fp+${key.offset}]),fp+${out.depth})`),
    );
    const made = augment(c, node, before);
    const pushed = out.push(made);
    out.at(target);
    out.failIf(`!setItem(fp+${object.offset},fp+${pushed.offset})`);
    out.popTo(object.offset);
    return;
  }
  c.unsupported(`augmented assignment to ${target.kind}`, node);
}

function augmentAttribute(c: FunctionCompiler, node: ast.AugAssign, target: ast.Attribute): void {
  const { out } = c;
  const load: ast.Attribute = { ...target, ctx: 'Load' };
  if (target.value.kind === 'Name' && isQuiet(c, target.value) && isCalm(c, node.value)) {
    // Nothing on the fast paths can come between: the object waits in its own local.
    const object = compileExpression(c, target.value);
    const slot = out.depth;
    out.reserve(SLOT);
    const made = out.waiting(object, slot, () => {
      const before = lentAttributeOf(c, load, object);
      return out.settle(binaryOperands(c, node, node.op, 'inplace', withRight(c, before, node.value)));
    });
    out.popTo(slot);
    storeAttribute(c, target, made);
    return;
  }
  const object = compilePushed(c, target.value);
  const before = out.push(attributeOf(c, load, { kind: 'local', offset: object.offset }));
  const pushed = out.push(augment(c, node, before));
  out.at(target);
  out.failIf(`!setAttr(fp+${object.offset},${c.nameRef(target.attr)},fp+${pushed.offset})`);
  out.popTo(object.offset);
}

/** container[key] op= value where nothing on the fast paths can come between: container and key wait where they are. */
function augmentItem(c: FunctionCompiler, node: ast.AugAssign, target: ast.Subscript): void {
  const { out } = c;
  const base = out.depth;
  out.reserve(2 * SLOT);
  const object = compileExpression(c, target.value);
  const key = compileExpression(c, target.slice);
  const made = out.waiting(object, base, () =>
    out.waiting(key, base + SLOT, () => {
      const before = lentItem(c, { ...target, ctx: 'Load' });
      return out.settle(binaryOperands(c, node, node.op, 'inplace', withRight(c, before, node.value)));
    }),
  );
  out.popTo(base);
  storeItem(c, target, made);
}

function augment(c: FunctionCompiler, node: ast.AugAssign, before: Operand & { kind: 'slot' }): Operand {
  return binaryOperands(c, node, node.op, 'inplace', withRight(c, before, node.value));
}

function remove(c: FunctionCompiler, target: ast.Expr): void {
  const { out } = c;
  switch (target.kind) {
    case 'Name': {
      const place = c.place(target.id);
      out.at(target);
      const name = c.nameRef(target.id);
      if (place.kind === 'fast') {
        out.line(`if(i32[fp+${place.offset}]===0){unbound(${name});${out.onError}}`);
        out.line(`drop(fp+${place.offset});`);
      } else if (place.kind === 'name') {
        out.failIf(`!deleteName(fp,${name})`);
      } else if (place.kind === 'global') {
        out.failIf(`!deleteGlobal(fp,${name})`);
      } else {
        out.failIf(`!deleteCell(fp,${place.offset},${name})`);
      }
      return;
    }
    case 'Attribute': {
      const object = compilePushed(c, target.value);
      out.at(target);
      out.failIf(`!deleteAttr(fp+${object.offset},${c.nameRef(target.attr)})`);
      out.popTo(object.offset);
      return;
    }
    case 'Subscript': {
      if (isPlainSlice(target.slice)) {
        const offset = pushSliced(c, target.value, target.slice);
        out.at(target);
        out.failIf(`!deleteSlice(fp+${offset})`);
        out.popTo(offset);
        return;
      }
      const object = compilePushed(c, target.value);
      compilePushed(c, target.slice);
      out.at(target);
      out.failIf(`!deleteItem(fp+${object.offset})`);
      out.popTo(object.offset);
      return;
    }
    case 'Tuple':
    case 'List':
      for (const element of target.elts) remove(c, element);
      return;
    default:
      c.unsupported(`del of ${target.kind}`, target);
  }
}

// Control flow ----------------------------------------------------------------------------------------------------

function ifStatement(c: FunctionCompiler, node: ast.If): void {
  const { out } = c;
  const flag = condition(c, node.test);
  out.line(`if(${flag}===1){`);
  out.release(flag);
  const before = new Set(c.bound);
  compileBody(c, node.body);
  const afterBody = endsWithJump(node.body) ? undefined : c.bound;
  c.bound = before;
  out.forgetPosition();
  if (node.orelse.length > 0) {
    out.line('}else{');
    compileBody(c, node.orelse);
    out.forgetPosition();
  }
  out.line('}');
  const afterElse = endsWithJump(node.orelse) ? undefined : c.bound;
  if (afterBody === undefined) c.bound = afterElse ?? before;
  else c.bound = afterElse === undefined ? afterBody : intersection(afterBody, afterElse);
}

function endsWithJump(body: readonly ast.Stmt[]): boolean {
  const last = body[body.length - 1];
  return last?.kind === 'Return' || last?.kind === 'Raise' || last?.kind === 'Break' || last?.kind === 'Continue';
}

function whileStatement(c: FunctionCompiler, node: ast.While): void {
  const { out } = c;
  const breakLabel = out.label('B');
  const continueLabel = out.label('C');
  const loop = out.label('L');
  const before = new Set(c.bound);
  c.loops++;
  out.line(`${breakLabel}:{`);
  out.line(`${loop}:for(;;){`);
  out.forgetPosition();
  const flag = condition(c, node.test);
  out.line(`if(${flag}===0)break ${loop};`);
  out.release(flag);
  out.line(`${continueLabel}:{`);
  c.blocks.push({ kind: 'loop', breakLabel, continueLabel, iterator: undefined });
  compileBody(c, node.body);
  c.blocks.pop();
  c.loops--;
  out.line('}');
  out.line(`if(i32[PENDING]!==0&&!safepoint())${out.onError}`);
  out.line('}');
  c.bound = new Set(before);
  out.forgetPosition();
  compileBody(c, node.orelse);
  out.line('}');
  c.bound = before;
  out.forgetPosition();
}

function pushAsyncIterator(c: FunctionCompiler, iterable: ast.Expr, place: Located): number {
  const { offset } = compilePushed(c, iterable);
  c.out.at(place);
  c.out.failIf(`!toAsyncIterator(fp+${offset})`);
  return offset;
}

function forStatement(c: FunctionCompiler, node: ast.For | ast.AsyncFor): void {
  const { out } = c;
  const isAsync = node.kind === 'AsyncFor';
  const place = loopPlace(c, node, node.iter);
  const iterator = isAsync ? pushAsyncIterator(c, node.iter, place) : pushIterator(c, node.iter, place);
  const breakLabel = out.label('B');
  const continueLabel = out.label('C');
  const loop = out.label('L');
  const before = new Set(c.bound);
  c.loops++;
  out.line(`${breakLabel}:{`);
  out.line(`${loop}:for(;;){`);
  out.forgetPosition();
  const value = nextItem(c, iterator, isAsync, isAsync ? node : place, loop);
  out.line(`${continueLabel}:{`);
  compileStore(c, node.target, { kind: 'temp', name: value });
  c.blocks.push({ kind: 'loop', breakLabel, continueLabel, iterator });
  compileBody(c, node.body);
  c.blocks.pop();
  c.loops--;
  out.line('}');
  out.line(`if(i32[PENDING]!==0&&!safepoint())${out.onError}`);
  out.line('}');
  out.line(`endLoop(fp+${iterator});`);
  out.popTo(iterator);
  c.bound = new Set(before);
  out.forgetPosition();
  compileBody(c, node.orelse);
  out.line('}');
  c.bound = before;
  out.forgetPosition();
}

function jump(c: FunctionCompiler, node: ast.Break | ast.Continue): void {
  const { out } = c;
  for (let i = c.blocks.length - 1; i >= 0; i--) {
    const block = c.blocks[i]!;
    if (block.kind === 'loop') {
      if (node.kind === 'Break' && block.iterator !== undefined) out.line(`endLoop(fp+${block.iterator});`);
      out.line(`break ${node.kind === 'Break' ? block.breakLabel : block.continueLabel};`);
      return;
    }
    leaveBlock(c, i);
  }
}

function returnStatement(c: FunctionCompiler, node: ast.Return): void {
  const { out } = c;
  const value = node.value === null ? c.none : compileExpression(c, node.value);
  if (c.blocks.length === 0) {
    c.leave(`${out.own(value)}`);
    return;
  }
  const depth = out.depth;
  const pushed = out.push(value);
  for (let i = c.blocks.length - 1; i >= 0; i--) {
    const block = c.blocks[i]!;
    if (block.kind === 'loop') {
      if (block.iterator !== undefined) out.line(`endLoop(fp+${block.iterator});`);
    } else {
      leaveBlock(c, i, { kind: 'returned', slot: pushed.offset });
    }
  }
  c.leave(`take(fp+${pushed.offset})`);
  out.depth = depth;
}

/**
 * Code that leaves a block on the way of a jump. Errors in it go to who would get them outside of the block; the block does
 * not protect its own end.
 */
function leaveBlock(c: FunctionCompiler, index: number, returned?: Block): void {
  const { out } = c;
  const block = c.blocks[index]!;
  if (block.kind === 'loop') return;
  if (block.kind === 'returned') {
    out.line(`drop(fp+${block.slot});`);
    return;
  }
  const removed = c.blocks.splice(index);
  const label = out.errorLabel;
  const bound = new Set(c.bound);
  out.errorLabel = block.outer;
  out.forgetPosition();
  switch (block.kind) {
    case 'finally':
      if (returned !== undefined) c.blocks.push(returned);
      compileBody(c, block.body);
      if (returned !== undefined) c.blocks.pop();
      break;
    case 'handler':
      // What a finally would have raised again is given up.
      if (block.isFinally) out.line(`drop(fp+${block.slot + SLOT});`);
      endHandler(c, block.slot, block.name);
      break;
    case 'with':
      exitNormally(c, block.slot, block.node, c.profile.exitsAtManagers ? block.manager : block.node);
      break;
  }
  out.errorLabel = label;
  out.forgetPosition();
  c.bound = bound;
  c.blocks.push(...removed);
}

/** Normal end of a handler: the handled exception is forgotten, and the name given to it. */
export function endHandler(c: FunctionCompiler, slot: number, handler: ast.ExceptHandler | undefined): void {
  c.out.line(`leaveHandler(fp+${slot});`);
  if (handler !== undefined && handler.name !== null) clearHandlerName(c, handler, handler.name);
}

/** `name = None; del name`, which never fails. */
export function clearHandlerName(c: FunctionCompiler, handler: ast.ExceptHandler, name: string): void {
  const { out } = c;
  const place = c.place(name);
  storeName(c, name, `inc(${out.read(c.none)})`, handler);
  if (place.kind === 'fast') out.line(`clear(fp+${place.offset});`);
  else if (place.kind === 'name') out.line(`forgetName(fp,${c.nameRef(name)});`);
  else if (place.kind === 'global') out.line(`forgetGlobal(fp,${c.nameRef(name)});`);
  else out.line(`storeCell(fp+${place.offset},0);`);
}

// Others ----------------------------------------------------------------------------------------------------------

function raise(c: FunctionCompiler, node: ast.Raise): void {
  const { out } = c;
  if (node.exc === null) {
    out.at(node);
    out.line(`reraise();${out.onError}`);
    return;
  }
  const exception = compilePushed(c, node.exc);
  if (node.cause !== null) compilePushed(c, node.cause);
  out.at(node);
  out.line(`raise(fp+${exception.offset},${node.cause === null ? 0 : 1});${out.onError}`);
  out.popTo(exception.offset);
}

function assertion(c: FunctionCompiler, node: ast.Assert): void {
  const { out } = c;
  const flag = condition(c, node.test);
  out.line(`if(${flag}===0){`);
  out.release(flag);
  out.forgetPosition();
  if (node.msg !== null) {
    const message = compilePushed(c, node.msg);
    out.at(node.test);
    out.line(`assertionFailed(fp+${message.offset});${out.onError}`);
    out.popTo(message.offset);
  } else {
    out.at(node.test);
    out.line(`assertionFailed(0);${out.onError}`);
  }
  out.line('}');
  out.forgetPosition();
}

function importStatement(c: FunctionCompiler, node: ast.Import): void {
  const { out } = c;
  for (const alias of node.names) {
    out.at(node);
    const dotted = alias.name.split('.');
    const module = result(c, `importName(fp,${c.nameRef(alias.name)},0,0,${alias.asname === null ? 0 : 1})`);
    storeName(c, alias.asname ?? dotted[0]!, out.own(module), node);
  }
}

function importFrom(c: FunctionCompiler, node: ast.ImportFrom): void {
  if (node.module === '__future__') return;
  const { out } = c;
  out.at(node);
  const items = node.names.map((alias) => ({ t: 'str' as const, value: alias.name }));
  const list = out.read(c.constant({ t: 'tuple', items }));
  const module = out.push(result(c, `importName(fp,${c.nameRef(node.module ?? '')},${list},${node.level},0)`));
  for (const alias of node.names) {
    out.at(node);
    if (alias.name === '*') {
      out.failIf(`!importStar(fp,fp+${module.offset})`);
      continue;
    }
    const value = result(c, `importFrom(fp+${module.offset},${c.nameRef(alias.name)})`);
    storeName(c, alias.asname ?? alias.name, out.own(value), node);
  }
  out.line(`drop(fp+${module.offset});`);
  out.popTo(module.offset);
}
