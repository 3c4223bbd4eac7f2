import { Frame, SLOT } from '../runtime/frame.js';
import type { Scope } from '../syntax/index.js';
import type * as ast from '../syntax/nodes.js';
import { madeUpParameters } from './comprehension-functions.js';
import { plainFunction, qualify, scopeOf } from './definitions.js';
import type { Operand } from './emitter.js';
import { compileExpression, compilePushed, result, storeName } from './expressions.js';
import { FunctionCompiler } from './function.js';

/**
 * Type parameters (PEP 695). A generic definition stands in a function of its own, called at once, in which the parameters are
 * local variables. Bounds, defaults and the values of type aliases are functions that are called when somebody asks for them.
 */

type Generic = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.TypeAlias;

/** The scope in which the type parameters of a definition are. */
function parametersScope(c: FunctionCompiler, node: Generic): Scope {
  return c.unit.scopes.get(node.type_params)!;
}

/** Code of a scope around annotations, with its parameters; `write` fills it. */
function annotationCode(
  c: FunctionCompiler,
  scope: Scope,
  name: string,
  line: number,
  args: ast.Arguments,
  write: (inner: FunctionCompiler) => void,
): FunctionCompiler {
  const inner = new FunctionCompiler(c.unit, scope, name, qualify(c, name), line);
  inner.within(c);
  inner.customBody(args, () => write(inner));
  return inner;
}

/**
 * The value of a generic definition: `build` makes it, with the type parameters in place and their tuple in a slot. `values` are
 * operands of the code around that the definition needs, passed as arguments.
 */
export function generic(
  c: FunctionCompiler,
  node: Generic,
  name: string,
  values: readonly (() => Operand)[],
  build: (inner: FunctionCompiler, params: number) => Operand,
): Operand {
  const { out } = c;
  const window = out.depth;
  out.reserve(Frame.Slots);
  for (const value of values) out.push(value());
  const names = ['.defaults', '.kwdefaults'].slice(0, values.length);
  const line = 'decorator_list' in node ? (node.decorator_list[0]?.lineno ?? node.lineno) : node.lineno;
  const args = madeUpParameters(node, names);
  const inner = annotationCode(c, parametersScope(c, node), `<generic parameters of ${name}>`, line, args, (own) => {
    own.definer = c;
    if (node.kind === 'ClassDef') own.className = node.name;
    const params = parameterTuple(own, node.type_params);
    const made = own.out.own(build(own, params));
    const name = own.out.temp();
    own.out.line(`${name}=${made};drop(fp+${params});return leave(fp,${own.slots},${name});`);
  });
  out.at(node);
  out.line(`i32[fp+${window}]=${out.own(plainFunction(c, inner))};`);
  out.depth = window;
  return result(c, `call(fp+${window},${values.length},0)`);
}

/** Makes the type parameters, binds their names, and leaves their tuple in a slot. */
function parameterTuple(c: FunctionCompiler, params: readonly ast.TypeParam[]): number {
  const { out } = c;
  const base = out.depth;
  for (const param of params) {
    const made = out.push(newParameter(c, param));
    if (param.default_value !== null) {
      const value = param.default_value;
      const evaluate = out.push(lazily(c, c.scope.defaultScopes.get(param)!, param.name, value));
      out.line(`setTypeDefault(fp+${made.offset},fp+${evaluate.offset});`);
      out.popTo(evaluate.offset);
    }
    storeName(c, param.name, `inc(i32[fp+${made.offset}])`, param);
  }
  const tuple = result(c, `newTuple(fp+${base},${params.length})`);
  out.popTo(base);
  return out.push(tuple).offset;
}

function newParameter(c: FunctionCompiler, param: ast.TypeParam): Operand {
  const { out } = c;
  const name = out.read(c.text(param.name));
  out.at(param);
  if (param.kind === 'ParamSpec') return result(c, `newParamSpec(${name})`);
  if (param.kind === 'TypeVarTuple') return result(c, `newTypeVarTuple(${name})`);
  if (param.bound === null) return result(c, `newTypeVar(${name},0,0)`);
  const evaluate = out.push(lazily(c, scopeOf(c, param), param.name, param.bound));
  const constrained = param.bound.kind === 'Tuple' ? 1 : 0;
  const made = result(c, `newTypeVar(${name},fp+${evaluate.offset},${constrained})`);
  out.line(`drop(fp+${evaluate.offset});`);
  out.popTo(evaluate.offset);
  return made;
}

/** A function that evaluates an expression when it is called. */
function lazily(c: FunctionCompiler, scope: Scope, name: string, value: ast.Expr): Operand {
  const inner = annotationCode(c, scope, name, value.lineno, madeUpParameters(value, []), (own) => {
    own.out.line(`return leave(fp,${own.slots},${own.out.own(itemOrValue(own, value))});`);
  });
  c.out.at(value);
  return plainFunction(c, inner);
}

/** A default of a tuple of types may be starred: the one item of its value. */
function itemOrValue(c: FunctionCompiler, value: ast.Expr): Operand {
  if (value.kind !== 'Starred') return compileExpression(c, value);
  const { out } = c;
  const pushed = compilePushed(c, value.value);
  out.at(value);
  out.touch(pushed.offset + 2 * SLOT);
  out.failIf(`!unpack(fp+${pushed.offset},1)`);
  return pushed;
}

/** type Name[parameters] = value */
export function compileTypeAlias(c: FunctionCompiler, node: ast.TypeAlias): void {
  const { out } = c;
  const name = node.name.kind === 'Name' ? node.name.id : '';
  const build = (inner: FunctionCompiler, params: number): Operand => {
    const compute = inner.out.push(lazily(inner, scopeOf(inner, node), name, node.value));
    inner.out.at(node);
    const text = inner.out.read(inner.text(name));
    const made = result(inner, `newTypeAlias(${text},fp+${compute.offset},${params < 0 ? 0 : `fp+${params}`})`);
    inner.out.popTo(compute.offset);
    return made;
  };
  const made = node.type_params.length === 0 ? build(c, -1) : generic(c, node, name, [], build);
  storeName(c, name, out.own(made), node.name);
}
