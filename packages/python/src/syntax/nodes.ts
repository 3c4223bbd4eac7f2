/**
 * The abstract syntax tree of Python 3.13, in the shape of CPython's `Python.asdl`.
 *
 * Class names, field names and field order are CPython's, so that `dump` prints the same text and code written
 * against `ast` reads the same here. Three things differ, all on purpose:
 *
 * - `kind` holds the class name and discriminates the union; the `u` prefix, CPython's `Constant.kind`, is `kind_`.
 * - operators and contexts are string literals instead of singleton nodes.
 * - `type_comment` and `type_ignores` do not exist: type comments are never asked for.
 *
 * Positions: lines count from 1, columns from 0 in UTF-8 bytes, the end is exclusive.
 *
 * Fields are readonly with one exception: the parser learns that an expression is a target only after reading it,
 * and then changes `ctx` in place.
 */

/** Where a node lies in the source. */
export interface Located {
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
}

export type ExprContext = 'Load' | 'Store' | 'Del';
export type BoolOperator = 'And' | 'Or';
export type Operator =
  | 'Add'
  | 'Sub'
  | 'Mult'
  | 'MatMult'
  | 'Div'
  | 'Mod'
  | 'Pow'
  | 'LShift'
  | 'RShift'
  | 'BitOr'
  | 'BitXor'
  | 'BitAnd'
  | 'FloorDiv';
export type UnaryOperator = 'Invert' | 'Not' | 'UAdd' | 'USub';
export type CmpOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn';

// ---------------------------------------------------------------------------------------------------------------
// Modules
// ---------------------------------------------------------------------------------------------------------------

export interface Module {
  readonly kind: 'Module';
  readonly body: readonly Stmt[];
}

/** One statement typed at the prompt (it may be several simple statements joined by semicolons). */
export interface Interactive {
  readonly kind: 'Interactive';
  readonly body: readonly Stmt[];
}

export interface Expression {
  readonly kind: 'Expression';
  readonly body: Expr;
}

export type Mod = Module | Interactive | Expression;

// ---------------------------------------------------------------------------------------------------------------
// Statements
// ---------------------------------------------------------------------------------------------------------------

interface FunctionFields extends Located {
  readonly name: string;
  readonly args: Arguments;
  readonly body: readonly Stmt[];
  readonly decorator_list: readonly Expr[];
  readonly returns: Expr | null;
  readonly type_params: readonly TypeParam[];
}

export interface FunctionDef extends FunctionFields {
  readonly kind: 'FunctionDef';
}

export interface AsyncFunctionDef extends FunctionFields {
  readonly kind: 'AsyncFunctionDef';
}

export interface ClassDef extends Located {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Stmt[];
  readonly decorator_list: readonly Expr[];
  readonly type_params: readonly TypeParam[];
}

export interface Return extends Located {
  readonly kind: 'Return';
  readonly value: Expr | null;
}

export interface Delete extends Located {
  readonly kind: 'Delete';
  readonly targets: readonly Expr[];
}

export interface Assign extends Located {
  readonly kind: 'Assign';
  readonly targets: readonly Expr[];
  readonly value: Expr;
}

export interface TypeAlias extends Located {
  readonly kind: 'TypeAlias';
  readonly name: Expr;
  readonly type_params: readonly TypeParam[];
  readonly value: Expr;
}

export interface AugAssign extends Located {
  readonly kind: 'AugAssign';
  readonly target: Expr;
  readonly op: Operator;
  readonly value: Expr;
}

export interface AnnAssign extends Located {
  readonly kind: 'AnnAssign';
  readonly target: Expr;
  readonly annotation: Expr;
  readonly value: Expr | null;
  /** 1 when the target is a bare name without parentheses: only then is the annotation stored. */
  readonly simple: 0 | 1;
}

interface ForFields extends Located {
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface For extends ForFields {
  readonly kind: 'For';
}

export interface AsyncFor extends ForFields {
  readonly kind: 'AsyncFor';
}

export interface While extends Located {
  readonly kind: 'While';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface If extends Located {
  readonly kind: 'If';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

interface WithFields extends Located {
  readonly items: readonly WithItem[];
  readonly body: readonly Stmt[];
}

export interface With extends WithFields {
  readonly kind: 'With';
}

export interface AsyncWith extends WithFields {
  readonly kind: 'AsyncWith';
}

export interface Match extends Located {
  readonly kind: 'Match';
  readonly subject: Expr;
  readonly cases: readonly MatchCase[];
}

export interface Raise extends Located {
  readonly kind: 'Raise';
  readonly exc: Expr | null;
  readonly cause: Expr | null;
}

interface TryFields extends Located {
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}

export interface Try extends TryFields {
  readonly kind: 'Try';
}

/** `try` with `except*` handlers. */
export interface TryStar extends TryFields {
  readonly kind: 'TryStar';
}

export interface Assert extends Located {
  readonly kind: 'Assert';
  readonly test: Expr;
  readonly msg: Expr | null;
}

export interface Import extends Located {
  readonly kind: 'Import';
  readonly names: readonly Alias[];
}

export interface ImportFrom extends Located {
  readonly kind: 'ImportFrom';
  readonly module: string | null;
  readonly names: readonly Alias[];
  /** The number of leading dots. */
  readonly level: number;
}

export interface Global extends Located {
  readonly kind: 'Global';
  readonly names: readonly string[];
}

export interface Nonlocal extends Located {
  readonly kind: 'Nonlocal';
  readonly names: readonly string[];
}

/** An expression used as a statement (CPython's statement class `Expr`). */
export interface ExprStmt extends Located {
  readonly kind: 'Expr';
  readonly value: Expr;
}

export interface Pass extends Located {
  readonly kind: 'Pass';
}

export interface Break extends Located {
  readonly kind: 'Break';
}

export interface Continue extends Located {
  readonly kind: 'Continue';
}

export type Stmt =
  | FunctionDef
  | AsyncFunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | TypeAlias
  | AugAssign
  | AnnAssign
  | For
  | AsyncFor
  | While
  | If
  | With
  | AsyncWith
  | Match
  | Raise
  | Try
  | TryStar
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | ExprStmt
  | Pass
  | Break
  | Continue;

// ---------------------------------------------------------------------------------------------------------------
// Expressions
// ---------------------------------------------------------------------------------------------------------------

export interface BoolOp extends Located {
  readonly kind: 'BoolOp';
  readonly op: BoolOperator;
  readonly values: readonly Expr[];
}

/** `target := value` */
export interface NamedExpr extends Located {
  readonly kind: 'NamedExpr';
  readonly target: Name;
  readonly value: Expr;
}

export interface BinOp extends Located {
  readonly kind: 'BinOp';
  readonly left: Expr;
  readonly op: Operator;
  readonly right: Expr;
}

export interface UnaryOp extends Located {
  readonly kind: 'UnaryOp';
  readonly op: UnaryOperator;
  readonly operand: Expr;
}

export interface Lambda extends Located {
  readonly kind: 'Lambda';
  readonly args: Arguments;
  readonly body: Expr;
}

export interface IfExp extends Located {
  readonly kind: 'IfExp';
  readonly test: Expr;
  readonly body: Expr;
  readonly orelse: Expr;
}

export interface Dict extends Located {
  readonly kind: 'Dict';
  /** `null` where the display has `**value`. */
  readonly keys: readonly (Expr | null)[];
  readonly values: readonly Expr[];
}

export interface SetDisplay extends Located {
  readonly kind: 'Set';
  readonly elts: readonly Expr[];
}

export interface ListComp extends Located {
  readonly kind: 'ListComp';
  readonly elt: Expr;
  readonly generators: readonly Comprehension[];
}

export interface SetComp extends Located {
  readonly kind: 'SetComp';
  readonly elt: Expr;
  readonly generators: readonly Comprehension[];
}

export interface DictComp extends Located {
  readonly kind: 'DictComp';
  readonly key: Expr;
  readonly value: Expr;
  readonly generators: readonly Comprehension[];
}

export interface GeneratorExp extends Located {
  readonly kind: 'GeneratorExp';
  readonly elt: Expr;
  readonly generators: readonly Comprehension[];
}

export interface Await extends Located {
  readonly kind: 'Await';
  readonly value: Expr;
}

export interface Yield extends Located {
  readonly kind: 'Yield';
  readonly value: Expr | null;
}

export interface YieldFrom extends Located {
  readonly kind: 'YieldFrom';
  readonly value: Expr;
}

export interface Compare extends Located {
  readonly kind: 'Compare';
  readonly left: Expr;
  readonly ops: readonly CmpOperator[];
  readonly comparators: readonly Expr[];
}

export interface Call extends Located {
  readonly kind: 'Call';
  readonly func: Expr;
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
}

/** A replacement field of an f-string. */
export interface FormattedValue extends Located {
  readonly kind: 'FormattedValue';
  readonly value: Expr;
  /** The character code of `s`, `r` or `a`, or -1 for none. */
  readonly conversion: number;
  readonly format_spec: JoinedStr | null;
}

export interface JoinedStr extends Located {
  readonly kind: 'JoinedStr';
  readonly values: readonly Expr[];
}

/**
 * A literal's value. Strings are UTF-16 as JavaScript's; a lone surrogate stands for itself.
 * A real pair written as two escapes cannot be told from one astral character: CPython keeps two.
 */
export type ConstantValue =
  | { readonly t: 'none' }
  | { readonly t: 'true' }
  | { readonly t: 'false' }
  | { readonly t: 'ellipsis' }
  | { readonly t: 'int'; readonly value: bigint }
  | { readonly t: 'float'; readonly value: number }
  | { readonly t: 'complex'; readonly imag: number }
  | { readonly t: 'str'; readonly value: string }
  | { readonly t: 'bytes'; readonly value: Uint8Array };

export interface Constant extends Located {
  readonly kind: 'Constant';
  readonly value: ConstantValue;
  /** `'u'` when the (first) string literal has that prefix. */
  readonly kind_: 'u' | null;
}

export interface Attribute extends Located {
  readonly kind: 'Attribute';
  readonly value: Expr;
  readonly attr: string;
  ctx: ExprContext;
}

export interface Subscript extends Located {
  readonly kind: 'Subscript';
  readonly value: Expr;
  readonly slice: Expr;
  ctx: ExprContext;
}

export interface Starred extends Located {
  readonly kind: 'Starred';
  readonly value: Expr;
  ctx: ExprContext;
}

export interface Name extends Located {
  readonly kind: 'Name';
  readonly id: string;
  ctx: ExprContext;
}

export interface List extends Located {
  readonly kind: 'List';
  readonly elts: readonly Expr[];
  ctx: ExprContext;
}

export interface Tuple extends Located {
  readonly kind: 'Tuple';
  readonly elts: readonly Expr[];
  ctx: ExprContext;
}

export interface Slice extends Located {
  readonly kind: 'Slice';
  readonly lower: Expr | null;
  readonly upper: Expr | null;
  readonly step: Expr | null;
}

export type Expr =
  | BoolOp
  | NamedExpr
  | BinOp
  | UnaryOp
  | Lambda
  | IfExp
  | Dict
  | SetDisplay
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | Await
  | Yield
  | YieldFrom
  | Compare
  | Call
  | FormattedValue
  | JoinedStr
  | Constant
  | Attribute
  | Subscript
  | Starred
  | Name
  | List
  | Tuple
  | Slice;

// ---------------------------------------------------------------------------------------------------------------
// Parts of statements and expressions
// ---------------------------------------------------------------------------------------------------------------

/** One `for … in … if …` of a comprehension. CPython gives it no position. */
export interface Comprehension {
  readonly kind: 'comprehension';
  readonly target: Expr;
  readonly iter: Expr;
  readonly ifs: readonly Expr[];
  readonly is_async: 0 | 1;
}

export interface ExceptHandler extends Located {
  readonly kind: 'ExceptHandler';
  readonly type: Expr | null;
  readonly name: string | null;
  readonly body: readonly Stmt[];
}

/** A parameter list. CPython gives it no position. */
export interface Arguments {
  readonly kind: 'arguments';
  readonly posonlyargs: readonly Arg[];
  readonly args: readonly Arg[];
  readonly vararg: Arg | null;
  readonly kwonlyargs: readonly Arg[];
  /** One for each of `kwonlyargs`; `null` where there is no default. */
  readonly kw_defaults: readonly (Expr | null)[];
  readonly kwarg: Arg | null;
  /** For the last parameters of `posonlyargs` and `args` taken together. */
  readonly defaults: readonly Expr[];
}

export interface Arg extends Located {
  readonly kind: 'arg';
  readonly arg: string;
  readonly annotation: Expr | null;
}

export interface Keyword extends Located {
  readonly kind: 'keyword';
  /** `null` for `**value`. */
  readonly arg: string | null;
  readonly value: Expr;
}

export interface Alias extends Located {
  readonly kind: 'alias';
  readonly name: string;
  readonly asname: string | null;
}

/** CPython gives it no position. */
export interface WithItem {
  readonly kind: 'withitem';
  readonly context_expr: Expr;
  readonly optional_vars: Expr | null;
}

/** CPython gives it no position. */
export interface MatchCase {
  readonly kind: 'match_case';
  readonly pattern: Pattern;
  readonly guard: Expr | null;
  readonly body: readonly Stmt[];
}

// ---------------------------------------------------------------------------------------------------------------
// Patterns
// ---------------------------------------------------------------------------------------------------------------

export interface MatchValue extends Located {
  readonly kind: 'MatchValue';
  readonly value: Expr;
}

export interface MatchSingleton extends Located {
  readonly kind: 'MatchSingleton';
  readonly value: { readonly t: 'none' } | { readonly t: 'true' } | { readonly t: 'false' };
}

export interface MatchSequence extends Located {
  readonly kind: 'MatchSequence';
  readonly patterns: readonly Pattern[];
}

export interface MatchMapping extends Located {
  readonly kind: 'MatchMapping';
  readonly keys: readonly Expr[];
  readonly patterns: readonly Pattern[];
  readonly rest: string | null;
}

export interface MatchClass extends Located {
  readonly kind: 'MatchClass';
  readonly cls: Expr;
  readonly patterns: readonly Pattern[];
  readonly kwd_attrs: readonly string[];
  readonly kwd_patterns: readonly Pattern[];
}

export interface MatchStar extends Located {
  readonly kind: 'MatchStar';
  readonly name: string | null;
}

/** `pattern as name`; a bare name has no pattern, the wildcard `_` has neither. */
export interface MatchAs extends Located {
  readonly kind: 'MatchAs';
  readonly pattern: Pattern | null;
  readonly name: string | null;
}

export interface MatchOr extends Located {
  readonly kind: 'MatchOr';
  readonly patterns: readonly Pattern[];
}

export type Pattern =
  | MatchValue
  | MatchSingleton
  | MatchSequence
  | MatchMapping
  | MatchClass
  | MatchStar
  | MatchAs
  | MatchOr;

// ---------------------------------------------------------------------------------------------------------------
// Type parameters
// ---------------------------------------------------------------------------------------------------------------

export interface TypeVar extends Located {
  readonly kind: 'TypeVar';
  readonly name: string;
  readonly bound: Expr | null;
  readonly default_value: Expr | null;
}

export interface ParamSpec extends Located {
  readonly kind: 'ParamSpec';
  readonly name: string;
  readonly default_value: Expr | null;
}

export interface TypeVarTuple extends Located {
  readonly kind: 'TypeVarTuple';
  readonly name: string;
  readonly default_value: Expr | null;
}

export type TypeParam = TypeVar | ParamSpec | TypeVarTuple;

/** Every node there is. */
export type Node =
  | Mod
  | Stmt
  | Expr
  | Comprehension
  | ExceptHandler
  | Arguments
  | Arg
  | Keyword
  | Alias
  | WithItem
  | MatchCase
  | Pattern
  | TypeParam;
