import { Frame, LEAVING, SLOT } from '../runtime/frame.js';
import { mangle, type Scope } from '../syntax/index.js';
import type * as ast from '../syntax/nodes.js';
import { setupAnnotations } from './annotations.js';
import { classAttributes } from './class-attributes.js';
import { CodeFlag } from './compiled.js';
import type { Folded } from './constants.js';
import { docstringOf } from './docstring.js';
import { Emitter, type Operand } from './emitter.js';
import { compileExpression } from './expressions.js';
import { cutPiece, type PieceStart, TERSE_ALWAYS_LENGTH, TERSE_LENGTH } from './pieces.js';
import type { StepNumber } from './recipe.js';
import { compileResumableBody, isResumable, stepText } from './resumable.js';
import { type Block, compileBody } from './statements.js';
import { NotSupported, type Unit } from './unit.js';

export type CodeKind = 'plain' | 'generator' | 'coroutine' | 'asyncGenerator';

function kindOf(scope: Scope): CodeKind {
  if (!scope.isFunctionLike) return 'plain';
  if (scope.isCoroutine) return scope.isGenerator ? 'asyncGenerator' : 'coroutine';
  return scope.isGenerator ? 'generator' : 'plain';
}

const KIND_FLAG: Record<CodeKind, number> = {
  plain: 0,
  generator: CodeFlag.Generator,
  coroutine: CodeFlag.Coroutine,
  asyncGenerator: CodeFlag.AsyncGenerator,
};

/** Where a name is found from the code being compiled. */
export type Place =
  | { readonly kind: 'fast'; readonly offset: number; readonly index: number }
  | { readonly kind: 'cell'; readonly offset: number }
  /** A cell that the class body captured; the class's own names come first. */
  | { readonly kind: 'classCell'; readonly offset: number }
  | { readonly kind: 'name' }
  | { readonly kind: 'global' };

/**
 * Compiles one code object: a module, a function, a class body. The statements and expressions are in files of their own;
 * this class holds what they share.
 */
export class FunctionCompiler {
  readonly out: Emitter;
  readonly unit: Unit;
  readonly scope: Scope;
  readonly name: string;
  readonly qualname: string;
  readonly firstLine: number;
  /** co_consts and co_names. */
  readonly #consts = new Set<StepNumber>();
  readonly #names = new Set<StepNumber>();
  /** Enclosing blocks that `return`, `break` and `continue` pass through, innermost last. */
  readonly blocks: Block[] = [];
  /** Locals that certainly have a value here: their reads need no check. */
  bound = new Set<number>();
  /** Locals some `del` may empty: never in `bound`. */
  readonly deletable = new Set<number>();
  /** Words of inline caches. */
  cacheWords = 0;
  /** Entries of the function table. */
  callSites = 0;
  /** The class whose private names are mangled. */
  className: string | null = null;
  /** Attributes of `self` that the functions of a class body set, and the set of the class around, if any. */
  readonly ownAttributes = new Set<string>();
  attributes: Set<string> | undefined;
  /** For the scope of type parameters: the code around it, after which what is defined in it is named. */
  definer: FunctionCompiler | undefined;
  /** Names of an inlined comprehension, innermost last. */
  readonly inlined: Map<string, Place>[] = [];

  /** What a call of the code gives: its value, or an object that runs it. */
  readonly kind: CodeKind;

  /** The body of a generator is a function that is called for each step; numbers of the points it comes back to. */
  resumable = false;
  resumePoints = 0;

  readonly localNames: string[] = [];
  readonly #offsets = new Map<string, number>();
  readonly #varCount: number;
  #extraLocals = 0;
  #args: ast.Arguments | undefined;

  /** The first local is a positional parameter. */
  get hasFirstParameter(): boolean {
    return this.#args !== undefined && this.#args.posonlyargs.length + this.#args.args.length > 0;
  }

  constructor(unit: Unit, scope: Scope, name: string, qualname: string, firstLine: number) {
    this.unit = unit;
    this.scope = scope;
    this.name = name;
    this.qualname = qualname;
    this.firstLine = firstLine;
    const isFunction = scope.isFunctionLike;
    const variables = isFunction ? scope.varnames : [];
    this.#varCount = variables.length;
    this.localNames.push(...variables);
    for (const cell of scope.cellvars) if (!this.localNames.includes(cell)) this.localNames.push(cell);
    this.localNames.push(...scope.freevars);
    this.localNames.forEach((local, i) => {
      this.#offsets.set(local, Frame.Slots + SLOT * i);
    });
    // Inlined comprehensions need slots for their own variables: counted first, because the stack lies above them.
    this.#extraLocals = countInlined(scope);
    this.out = new Emitter(this.localNames.length + this.#extraLocals);
    this.kind = kindOf(scope);
    if (this.kind !== 'plain') {
      this.out.failing = 'failGenerator(fp)';
      this.out.forgetPosition();
    }
  }

  get profile() {
    return this.unit.profile;
  }

  get isFunction(): boolean {
    return this.scope.isFunctionLike;
  }

  /** This code is defined within other code. */
  within(outer: FunctionCompiler): void {
    this.className = outer.className;
    this.attributes = outer.scope.kind === 'class' ? outer.ownAttributes : outer.attributes;
  }

  // Names ----------------------------------------------------------------------------------------------------------

  mangled(name: string): string {
    return mangle(this.className, name);
  }

  /** Where a name of the program lives. */
  place(name: string): Place {
    const mangledName = this.mangled(name);
    for (let i = this.inlined.length - 1; i >= 0; i--) {
      const found = this.inlined[i]!.get(mangledName);
      if (found !== undefined) return found;
    }
    const symbol = this.scope.symbols.get(mangledName);
    const offset = this.#offsets.get(mangledName);
    switch (symbol?.scope) {
      case 'local':
        if (!this.isFunction) return { kind: 'name' };
        return { kind: 'fast', offset: offset!, index: (offset! - Frame.Slots) / SLOT };
      case 'cell':
        return { kind: 'cell', offset: offset! };
      case 'free':
        return { kind: this.scope.kind === 'class' ? 'classCell' : 'cell', offset: offset! };
      case 'global':
        return { kind: 'global' };
      default:
        return this.isFunction ? { kind: 'global' } : { kind: 'name' };
    }
  }

  /** Word offset of a cell or free variable's slot. */
  cellOffset(name: string): number {
    const offset = this.#offsets.get(name);
    if (offset === undefined) throw new TypeError(`no cell for ${name} in ${this.qualname}`);
    return offset;
  }

  /**
   * A slot for a variable of an inlined comprehension. What stands in a `finally` is compiled for each way into it; only one of
   * these runs, so that the comprehension has the same slots in all.
   */
  extraLocal(comprehension: ast.Expr, name: string): number {
    const slots = this.#extraSlots.get(comprehension) ?? new Map<string, number>();
    this.#extraSlots.set(comprehension, slots);
    const known = slots.get(name);
    if (known !== undefined) return known;
    const offset = Frame.Slots + SLOT * (this.localNames.length + this.#extraNames.length);
    this.#extraNames.push(name);
    slots.set(name, offset);
    return offset;
  }

  readonly #extraSlots = new Map<ast.Expr, Map<string, number>>();
  readonly #extraNames: string[] = [];

  /** A name that the code object holds in co_names, as the text knows it. */
  nameRef(name: string): string {
    const number = this.unit.recipe.name(this.mangled(name));
    this.#names.add(number);
    return this.out.refText(number);
  }

  /** A name that this code does not hold. */
  foreignName(name: string): string {
    return this.out.refText(this.unit.recipe.name(name));
  }

  constant(value: Folded): Operand {
    const number = this.unit.recipe.constant(value);
    this.#consts.add(number);
    return { kind: 'const', ref: this.out.refText(number), value };
  }

  /** A constant that other code holds, as this code's text knows it. */
  foreignText(value: string): string {
    return this.out.refText(this.unit.recipe.constant({ t: 'str', value }));
  }

  text(value: string): Operand {
    return this.constant({ t: 'str', value });
  }

  get none(): Operand {
    return this.constant({ t: 'none' });
  }

  /** Takes words of the inline caches: the index of the first. */
  cache(words: number): number {
    const index = this.cacheWords;
    this.cacheWords += words;
    return index;
  }

  unsupported(what: string, node: { lineno: number }): never {
    throw new NotSupported(what, this.unit.filename, node.lineno);
  }

  // Long code ------------------------------------------------------------------------------------------------------

  /** Loops around what is being compiled, those of comprehensions too. */
  loops = 0;

  /** Code is written without fast paths from here on. */
  get terse(): boolean {
    const { written } = this.out;
    return written > (this.scope.kind === 'module' && this.loops === 0 ? TERSE_LENGTH : TERSE_ALWAYS_LENGTH);
  }

  pieceStart(): PieceStart {
    return this.out.pieceStart();
  }

  /**
   * What was written since becomes a piece if it is long enough; where the next one may begin. What ends with the last statement of a body
   * outside of loops is cut off only if it is very long: else a function might be nothing but a call of its piece.
   */
  cutPiece(start: PieceStart, isLast = false): PieceStart {
    return cutPiece(this.out, start, {
      parameters: this.resumable ? 'fp,g' : 'fp',
      leave: `return leave(fp,${this.slots},rv);`,
      isRare: this.loops === 0 && (isLast || !this.isFunction),
    });
  }

  // Bodies ---------------------------------------------------------------------------------------------------------

  moduleBody(tree: ast.Module | ast.Interactive | ast.Expression): void {
    this.#makeCells();
    if (tree.kind === 'Expression') {
      const value = compileExpression(this, tree.body);
      this.leave(`${this.out.own(value)}`);
      return;
    }
    setupAnnotations(this, tree.body);
    this.docstring(tree.body);
    compileBody(this, tree.body);
    this.returnNone();
  }

  functionBody(args: ast.Arguments, body: readonly ast.Stmt[]): void {
    this.#bindParameters(args);
    findDeleted(body, (name) => this.#noteDeleted(name));
    const doc = docstringOf(this.profile, body);
    if (doc !== undefined) this.text(doc);
    const rest = doc === undefined ? body : body.slice(1);
    if (this.kind !== 'plain' && isResumable(rest)) {
      this.resumes();
      compileResumableBody(this, rest);
    } else {
      compileBody(this, rest);
    }
    this.returnNone();
  }

  lambdaBody(args: ast.Arguments, body: ast.Expr): void {
    this.#bindParameters(args);
    const value = compileExpression(this, body);
    this.leave(`${this.out.own(value)}`);
  }

  /** Code with parameters whose body somebody else writes. */
  customBody(args: ast.Arguments, write: () => void): void {
    this.#bindParameters(args);
    write();
  }

  classBody(node: ast.ClassDef): void {
    this.className = node.name;
    this.#makeCells();
    this.out.line(
      `if(!classStart(fp,${this.nameRef('__module__')},${this.nameRef('__qualname__')},${this.out.read(this.text(this.qualname))}))${this.out.onError}`,
    );
    classAttributes(this, 'before');
    if (node.type_params.length > 0) {
      const params = `inc(i32[i32[fp+${this.cellOffset('.type_params')}]+4])`;
      this.out.failIf(`!setName(fp,${this.nameRef('__type_params__')},${params})`);
    }
    if (this.scope.needsClassDict) this.out.line(`storeCell(fp+${this.cellOffset('__classdict__')},inc(i32[fp+4]));`);
    setupAnnotations(this, node.body);
    this.docstring(node.body);
    compileBody(this, docstringOf(this.profile, node.body) === undefined ? node.body : node.body.slice(1));
    classAttributes(this, 'after');
    if (this.scope.needsClassDict) {
      const cell = this.cellOffset('__classdict__');
      this.out.failIf(`!setName(fp,${this.nameRef('__classdictcell__')},inc(i32[fp+${cell}]))`);
    }
    if (this.scope.needsClassCell) {
      const offset = this.cellOffset('__class__');
      const name = this.nameRef('__classcell__');
      this.out.failIf(`!setName(fp,${name},inc(i32[fp+${offset}]))`);
      this.leave(`inc(i32[fp+${offset}])`);
      return;
    }
    this.returnNone();
  }

  /** The body is going to be a function that is called for each step. */
  resumes(): void {
    this.resumable = true;
    this.out.failing = 'failStep(g,fp)';
  }

  /** Leaves the frame with an owned reference. */
  leave(owned: string): void {
    if (this.resumable) {
      this.out.line(`return endedStep(g,leave(fp,${this.slots},${owned}));`);
      return;
    }
    this.out.line(this.#writesExit ? `{rv=${owned};break EXIT;}` : `return leave(fp,${this.slots},${owned});`);
  }

  /** Functions of few variables drop them in code of their own, at their end. */
  get #writesExit(): boolean {
    return this.kind === 'plain' && this.isFunction && this.slots <= 12;
  }

  /** The end of a function: its variables and its own reference are dropped, unless a frame object wants them. */
  #exit(): string {
    const general = `if((i32[fp+${Frame.Object}]|i32[fp+${Frame.Locals}])!==0)return leave(fp,${this.slots},rv);`;
    const lines = [general];
    for (let i = 0; i < this.slots; i++) {
      const word = `i32[fp+${Frame.Slots + SLOT * i}]`;
      const die = `{i32[fp+${Frame.Return}]=rv;i32[fp+${Frame.Position}]=${LEAVING};die(rx);i32[fp+${Frame.Return}]=0;}`;
      lines.push(`if((rx=${word})!==0){${word}=0;if((rc=i32[rx])>1)i32[rx]=rc-1;else if(rc>=0)${die}}`);
    }
    // What died may have asked for the frame.
    if (this.slots > 0) lines.push(general);
    lines.push(`rx=i32[fp];i32[fp]=0;i32[FRAME]=i32[fp+${Frame.Previous}];i32[LEFT]=i32[LEFT]+1;`);
    lines.push('if((rc=i32[rx])>1)i32[rx]=rc-1;else if(rc>=0)dieKeeping(rx,rv);');
    lines.push('return rv;');
    return lines.join('\n');
  }

  returnNone(): void {
    this.leave(`inc(${this.out.read(this.none)})`);
  }

  /** A string that stands first is `__doc__` of a module or class. */
  docstring(body: readonly ast.Stmt[]): void {
    const doc = docstringOf(this.profile, body);
    if (doc === undefined) return;
    this.out.failIf(`!setName(fp,${this.nameRef('__doc__')},inc(${this.out.read(this.text(doc))}))`);
  }

  #waitingWords = 0;

  /** A yield leaves so many words of the frame in use. */
  waitsAt(depth: number): void {
    this.#waitingWords = Math.max(this.#waitingWords, depth);
  }

  #bindParameters(args: ast.Arguments): void {
    this.#args = args;
    const count = args.posonlyargs.length + args.args.length + args.kwonlyargs.length;
    const all = count + (args.vararg === null ? 0 : 1) + (args.kwarg === null ? 0 : 1);
    for (let i = 0; i < all; i++) this.bound.add(i);
    this.#makeCells();
  }

  /** Variables that inner functions use live in cells, made when the frame starts; parameters move into theirs. */
  #makeCells(): void {
    for (const name of this.scope.cellvars) this.out.failIf(`!makeCell(fp+${this.cellOffset(name)})`);
    if (this.scope.freevars.length > 0) {
      const first = this.cellOffset(this.scope.freevars[0]!);
      this.out.line(`copyFree(fp,fp+${first},${this.scope.freevars.length});`);
    }
    // A generator object is made when the cells are: what was written so far belongs to the call, the rest to the body.
    if (this.kind !== 'plain') this.#start = this.out.lines.splice(0).join('\n');
  }

  #start = '';

  #noteDeleted(name: string): void {
    const place = this.place(name);
    if (place.kind === 'fast') {
      this.deletable.add(place.index);
      this.bound.delete(place.index);
    }
  }

  // The result -----------------------------------------------------------------------------------------------------

  /** Slots of locals, cells, free variables and inlined comprehensions. */
  get slots(): number {
    return this.localNames.length + this.#extraLocals;
  }

  /** The code object of an inner function, class or lambda, which is a constant of this code. */
  inner(compiler: FunctionCompiler): Operand {
    const code = compiler.finish();
    this.#consts.add(code);
    return { kind: 'const', ref: this.out.refText(code), value: undefined };
  }

  /** The body is written: adds the code to the recipe. */
  finish(): StepNumber {
    const args = this.#args;
    const argCount = args === undefined ? 0 : args.posonlyargs.length + args.args.length;
    const kwOnlyArgCount = args?.kwonlyargs.length ?? 0;
    const flags =
      (this.isFunction ? CodeFlag.Optimized | CodeFlag.NewLocals : 0) |
      (args?.vararg ? CodeFlag.VarArgs : 0) |
      (args?.kwarg ? CodeFlag.VarKeywords : 0) |
      (this.scope.isNested ? CodeFlag.Nested : 0) |
      KIND_FLAG[this.kind] |
      (this.unit.futureAnnotations ? CodeFlag.FutureAnnotations : 0);
    const text = this.#javascript();
    return this.unit.recipe.code({
      t: 'code',
      name: this.name,
      qualname: this.qualname,
      firstLine: this.firstLine,
      flags,
      argCount,
      posOnlyArgCount: args?.posonlyargs.length ?? 0,
      kwOnlyArgCount,
      localNames: this.localNames,
      varCount: this.#varCount,
      cellNames: this.scope.cellvars,
      freeNames: this.scope.freevars,
      extraNames: this.#extraNames,
      slots: this.slots,
      frameWords: this.out.maxDepth,
      positions: this.out.positions,
      consts: [...this.#consts],
      names: [...this.#names],
      refs: this.out.refs,
      text,
      pieces: this.out.pieces,
      cacheWords: this.cacheWords,
      callSites: this.callSites,
    });
  }

  /** The text that makes the JavaScript function, and a generator's body. */
  #javascript(): string {
    const temps = this.out.declarations;
    const text = this.out.lines.join('\n');
    if (this.kind === 'plain') {
      const body = this.#writesExit ? `let rv=0,rx=0;\nEXIT:{\n${text}\n}\n${this.#exit()}` : text;
      // In brackets, for V8 then compiles it at once, and does not look through it first: it runs at once.
      return `return{run:(function(fp){\n${temps}${this.#prologue(0)}\n${body}\n})};`;
    }
    const typeId = { generator: 'GENERATOR', coroutine: 'COROUTINE', asyncGenerator: 'ASYNC_GENERATOR' }[this.kind];
    const waiting = Math.max(0, (this.#waitingWords - Frame.Slots) / SLOT);
    const body = this.resumable
      ? `step:(function(g,sent){\n${temps}${stepText(this.out.maxDepth, Math.max(waiting, this.slots), text)}\n})`
      : `body:function*(fp){\n${temps}if(i32[fp+6]===0)${this.out.onError}\ndrop(fp+6);\n${text}\n}`;
    return `return{run:function(fp){
${this.#prologue(-1)}
${this.#start}
return newGenerator(fp,${typeId},${waiting});
},${body}};`;
  }

  /** The start of a call: the window becomes a frame. */
  #prologue(position: number): string {
    const size = this.out.maxDepth;
    return `i32[fp+${Frame.Previous}]=i32[FRAME];i32[FRAME]=fp;i32[fp+${Frame.Size}]=${size};i32[fp+${Frame.Compiled}]=ix;i32[fp+${Frame.Position}]=${position};
if(--i32[LEFT]<0||fp+${size}>i32[LIMIT])return tooDeep(fp);
if(i32[PENDING]!==0&&!safepoint())return fail(fp);`;
  }
}

/** Variables of the comprehensions inlined into a scope, at most. */
function countInlined(scope: Scope): number {
  let counts = inlinedCounts.get(scope.lookup);
  if (counts === undefined) {
    counts = new Map();
    for (const inlined of scope.lookup.values()) {
      if (!inlined.isInlined) continue;
      let owner = inlined.parent;
      while (owner?.isInlined) owner = owner.parent;
      if (owner !== null) counts.set(owner, (counts.get(owner) ?? 0) + inlined.symbols.size);
    }
    inlinedCounts.set(scope.lookup, counts);
  }
  return counts.get(scope) ?? 0;
}

/** By the table of scopes of a whole text: counted once. */
const inlinedCounts = new WeakMap<object, Map<Scope, number>>();

/** Calls back with each name that a `del` or the end of an `except … as` clause empties, in the body itself. */
function findDeleted(nodes: readonly unknown[], note: (name: string) => void): void {
  const stack: unknown[] = [...nodes];
  while (stack.length > 0) {
    const node = stack.pop();
    if (Array.isArray(node)) {
      stack.push(...node);
      continue;
    }
    if (typeof node !== 'object' || node === null || !('kind' in node)) continue;
    const known = node as ast.Node;
    if (known.kind === 'Name' && known.ctx === 'Del') note(known.id);
    if (known.kind === 'ExceptHandler' && known.name !== null) note(known.name);
    if (
      known.kind === 'FunctionDef' ||
      known.kind === 'AsyncFunctionDef' ||
      known.kind === 'ClassDef' ||
      known.kind === 'Lambda'
    )
      continue;
    for (const value of Object.values(known)) if (typeof value === 'object') stack.push(value);
  }
}
