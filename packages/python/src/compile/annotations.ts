import { SLOT } from '../runtime/frame.js';
import { unparse } from '../syntax/index.js';
import type * as ast from '../syntax/nodes.js';
import type { Operand } from './emitter.js';
import { compileExpression, compilePushed, result } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import { compileStore } from './statements.js';

/** Annotations: those of functions, and statements that annotate names. */

/** The value of an annotation; its text under `from __future__ import annotations`. */
export function annotation(c: FunctionCompiler, node: ast.Expr): Operand {
  if (c.unit.futureAnnotations) return c.text(unparse(node));
  if (node.kind !== 'Starred') return compileExpression(c, node);
  // *args: *Ts is the one item of the starred value.
  const { out } = c;
  const value = compilePushed(c, node.value);
  out.at(node);
  out.touch(value.offset + 2 * SLOT);
  out.failIf(`!unpack(fp+${value.offset},1)`);
  return value;
}

/** A dictionary of the annotations of a function, by mangled name. */
export function annotationsDict(c: FunctionCompiler, entries: readonly [string, ast.Expr][]): Operand {
  const { out } = c;
  const base = out.depth;
  out.push(result(c, 'newDict()'));
  for (const [name, value] of entries) {
    const first = out.depth;
    out.push(c.text(c.mangled(name)));
    out.push(annotation(c, value));
    out.failIf(`!dictStore(fp+${base},fp+${first})`);
    out.popTo(first);
  }
  const name = out.temp();
  out.line(`${name}=take(fp+${base});`);
  out.popTo(base);
  return { kind: 'temp', name };
}

/** A module or class body with annotations begins with an empty `__annotations__`, if there is none yet. */
export function setupAnnotations(c: FunctionCompiler, body: readonly ast.Stmt[]): void {
  if (!hasAnnotations(body)) return;
  c.nameRef('__annotations__');
  c.out.failIf('!setupAnnotations(fp)');
}

/** Whether the code itself, not that of functions and classes in it, has an annotated name. */
function hasAnnotations(body: readonly ast.Stmt[]): boolean {
  return body.some((node) => {
    switch (node.kind) {
      case 'AnnAssign':
        return true;
      case 'For':
      case 'AsyncFor':
      case 'While':
      case 'If':
        return hasAnnotations(node.body) || hasAnnotations(node.orelse);
      case 'With':
      case 'AsyncWith':
        return hasAnnotations(node.body);
      case 'Match':
        return node.cases.some((each) => hasAnnotations(each.body));
      case 'Try':
      case 'TryStar':
        return [node.body, ...node.handlers.map((each) => each.body), node.orelse, node.finalbody].some(hasAnnotations);
      default:
        return false;
    }
  });
}

/** target: annotation = value */
export function annotatedAssign(c: FunctionCompiler, node: ast.AnnAssign): void {
  const { target } = node;
  if (node.value !== null) compileStore(c, target, compileExpression(c, node.value));
  if (target.kind === 'Name') {
    if (node.simple && !c.isFunction) annotateName(c, node, target.id);
    else if (!node.simple) evaluated(c, node);
    return;
  }
  // A target that gets no value is still looked at, as far as it is one.
  if (node.value === null && target.kind === 'Attribute') c.out.drop(compileExpression(c, target.value));
  if (node.value === null && target.kind === 'Subscript') {
    c.out.drop(compileExpression(c, target.value));
    c.out.drop(compileExpression(c, target.slice));
  }
  evaluated(c, node);
}

function annotateName(c: FunctionCompiler, node: ast.AnnAssign, name: string): void {
  const { out } = c;
  const value = out.push(annotation(c, node.annotation));
  out.at(node);
  out.failIf(`!annotate(fp,${c.nameRef(name)},fp+${value.offset})`);
  out.popTo(value.offset);
}

/** Annotations that are kept nowhere are evaluated in modules and classes only. */
function evaluated(c: FunctionCompiler, node: ast.AnnAssign): void {
  if (!c.isFunction && !c.unit.futureAnnotations) c.out.drop(compileExpression(c, node.annotation));
}
