/** The grammar of syntax trees, CPython's Python.asdl: for the classes, and for what turns trees into objects and back. */

/** The classes: a name with its fields, or with the kinds of which it is one; @ marks those with places in the source. */
export const GRAMMAR = `
alias(identifier name, identifier? asname)@
arg(identifier arg, expr? annotation, string? type_comment)@
arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr* kw_defaults, arg? kwarg, expr* defaults)
boolop = And | Or
cmpop = Eq | NotEq | Lt | LtE | Gt | GtE | Is | IsNot | In | NotIn
comprehension(expr target, expr iter, expr* ifs, int is_async)
excepthandler@ = ExceptHandler(expr? type, identifier? name, stmt* body)
expr@ = BoolOp(boolop op, expr* values) | NamedExpr(expr target, expr value)
  | BinOp(expr left, operator op, expr right) | UnaryOp(unaryop op, expr operand)
  | Lambda(arguments args, expr body) | IfExp(expr test, expr body, expr orelse)
  | Dict(expr* keys, expr* values) | Set(expr* elts) | ListComp(expr elt, comprehension* generators)
  | SetComp(expr elt, comprehension* generators) | DictComp(expr key, expr value, comprehension* generators)
  | GeneratorExp(expr elt, comprehension* generators) | Await(expr value) | Yield(expr? value)
  | YieldFrom(expr value) | Compare(expr left, cmpop* ops, expr* comparators)
  | Call(expr func, expr* args, keyword* keywords)
  | FormattedValue(expr value, int conversion, expr? format_spec) | JoinedStr(expr* values)
  | Constant(constant value, string? kind) | Attribute(expr value, identifier attr, expr_context ctx)
  | Subscript(expr value, expr slice, expr_context ctx) | Starred(expr value, expr_context ctx)
  | Name(identifier id, expr_context ctx) | List(expr* elts, expr_context ctx)
  | Tuple(expr* elts, expr_context ctx) | Slice(expr? lower, expr? upper, expr? step)
expr_context = Load | Store | Del
keyword(identifier? arg, expr value)@
match_case(pattern pattern, expr? guard, stmt* body)
mod = Module(stmt* body, type_ignore* type_ignores) | Interactive(stmt* body) | Expression(expr body)
  | FunctionType(expr* argtypes, expr returns)
operator = Add | Sub | Mult | MatMult | Div | Mod | Pow | LShift | RShift | BitOr | BitXor | BitAnd | FloorDiv
pattern@ = MatchValue(expr value) | MatchSingleton(constant value) | MatchSequence(pattern* patterns)
  | MatchMapping(expr* keys, pattern* patterns, identifier? rest)
  | MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)
  | MatchStar(identifier? name) | MatchAs(pattern? pattern, identifier? name) | MatchOr(pattern* patterns)
stmt@ = FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
  | AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
  | ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)
  | Return(expr? value) | Delete(expr* targets) | Assign(expr* targets, expr value, string? type_comment)
  | TypeAlias(expr name, type_param* type_params, expr value)
  | AugAssign(expr target, operator op, expr value)
  | AnnAssign(expr target, expr annotation, expr? value, int simple)
  | For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
  | AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
  | While(expr test, stmt* body, stmt* orelse) | If(expr test, stmt* body, stmt* orelse)
  | With(withitem* items, stmt* body, string? type_comment)
  | AsyncWith(withitem* items, stmt* body, string? type_comment) | Match(expr subject, match_case* cases)
  | Raise(expr? exc, expr? cause) | Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
  | TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody) | Assert(expr test, expr? msg)
  | Import(alias* names) | ImportFrom(identifier? module, alias* names, int? level)
  | Global(identifier* names) | Nonlocal(identifier* names) | Expr(expr value) | Pass | Break | Continue
type_ignore = TypeIgnore(int lineno, string tag)
type_param@ = TypeVar(identifier name, expr? bound, expr? default_value)
  | ParamSpec(identifier name, expr? default_value) | TypeVarTuple(identifier name, expr? default_value)
unaryop = Invert | Not | UAdd | USub
withitem(expr context_expr, expr? optional_vars)
`;

/** One field of a class of trees. */
export interface FieldRule {
  readonly name: string;
  /** The class or kind of what it holds: `expr`, `identifier`, … */
  readonly kind: string;
  /** One, one or None, or a list. */
  readonly many: '' | '?' | '*';
}

/** One class of trees that can be made. */
export interface ClassRule {
  /** The kind it is one of; its own name for those that stand alone. */
  readonly sum: string;
  readonly fields: readonly FieldRule[];
  /** Whether it has a place in the source. */
  readonly located: boolean;
}

function fieldRule(text: string): FieldRule {
  const [kind = '', name = ''] = text.split(' ');
  const last = kind.at(-1);
  const many = last === '?' || last === '*' ? last : '';
  return { name, kind: many === '' ? kind : kind.slice(0, -1), many };
}

function classRule(text: string, sum: string, located: boolean): [string, ClassRule] {
  const [name = '', fields = ''] = text.replace(')', '').split('(');
  return [name, { sum: sum || name, located, fields: fields === '' ? [] : fields.split(', ').map(fieldRule) }];
}

function readGrammar(): Map<string, ClassRule> {
  const lines = GRAMMAR.replaceAll('\n  | ', ' | ').trim().split('\n');
  const rules = lines.flatMap((line) => {
    const located = line.includes('@');
    const [name = '', kinds] = line.replace('@', '').split(' = ');
    if (kinds === undefined) return [classRule(name, '', located)];
    return kinds.split(' | ').map((kind) => classRule(kind, name, located));
  });
  return new Map(rules);
}

/** The rules by the names of the classes. */
export const RULES: ReadonlyMap<string, ClassRule> = readGrammar();

/** Names of the fields that every located node has, in the order in which they are set. */
export const PLACES = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;
