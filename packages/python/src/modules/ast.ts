import type { Ref } from '@uroboros/heap';
import { dictSet } from '../objects/dict.js';
import { intFromWord } from '../objects/int.js';
import { compileText, runModule } from '../runtime/module-code.js';
import type { Runtime } from '../runtime/runtime.js';
import { type NativeModule, storeOwned } from './module.js';

/**
 * The module _ast: the classes of syntax trees, so that what builds on them (ast, inspect, dataclasses) can be imported. They
 * are ordinary Python classes, made from the grammar of trees. `compile()` does not make such trees yet, and says so.
 */

/** The classes: a name with its fields, or with the kinds of which it is one; @ marks those with places in the source. */
const GRAMMAR = `
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

const SOURCE = `
def _make(grammar, minor):
    import _warnings

    class AST:
        __module__ = 'ast'
        __qualname__ = 'AST'
        __doc__ = None
        _fields = ()
        __match_args__ = ()
        _attributes = ()

        def __init__(self, /, *args, **keywords):
            cls = type(self)
            fields = cls._fields
            if len(args) > len(fields):
                plural = '' if len(fields) == 1 else 's'
                raise TypeError(f'{cls.__name__} constructor takes at most {len(fields)} positional argument{plural}')
            missing = list(fields)
            for name, value in zip(fields, args):
                setattr(self, name, value)
                missing.remove(name)
            for name, value in keywords.items():
                if name in fields:
                    if name not in missing:
                        raise TypeError(f'{cls.__name__} got multiple values for argument {name!r}')
                    missing.remove(name)
                elif minor >= 13 and name not in cls._attributes:
                    shown = 'ast.AST' if cls is AST else cls.__name__
                    _warnings.warn(f'{shown}.__init__ got an unexpected keyword argument {name!r}. Support for arbitrary '
                                   'keyword arguments is deprecated and will be removed in Python 3.15.',
                                   DeprecationWarning, stacklevel=2)
                setattr(self, name, value)
            if minor >= 13:
                _complete(self, cls, missing)

        def __reduce__(self):
            if minor >= 13:
                return type(self), (None,) * len(self._fields), dict(self.__dict__)
            return type(self), (), dict(self.__dict__)

    def _complete(self, cls, missing):
        types = getattr(cls, '_field_types', None)
        if types is None:
            return
        for name in missing:
            kind = types.get(name)
            if kind is None or hasattr(cls, name):
                continue
            if getattr(kind, '__origin__', None) is list:
                setattr(self, name, [])
            elif kind is classes['expr_context']:
                setattr(self, name, load)
            else:
                _warnings.warn(f'{cls.__name__}.__init__ missing 1 required positional argument: {name!r}. '
                               'This will become an error in Python 3.15.', DeprecationWarning, stacklevel=3)

    classes = {'AST': AST}
    fields_of = {}
    plain = {'identifier': str, 'string': str, 'constant': object, 'int': int}

    def add(text, base, located, doc=None):
        name, _, rest = text.partition('(')
        fields = [field.split(' ') for field in rest[:-1].split(', ')] if rest else []
        names = tuple([field[1] for field in fields])
        body = {'_fields': names, '__match_args__': names, '__module__': 'ast', '__doc__': doc or text}
        if base is AST:
            body['_attributes'] = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset') if located else ()
        for kind, field in fields:
            if kind[-1] == '?':
                body[field] = None
        if located:
            body['end_lineno'] = body['end_col_offset'] = None
        classes[name] = type(name, (base,), body)
        if doc is None:
            fields_of[name] = fields

    newline = chr(10)
    for line in grammar.replace(newline + '  | ', ' | ').strip().split(newline):
        located = '@' in line
        name, sign, kinds = line.replace('@', '').partition(' = ')
        if not sign:
            add(name, AST, located)
            continue
        between = newline + ' ' * (len(name) + 1) + '| ' if '(' in kinds else ' | '
        add(name, AST, located, name + ' = ' + between.join(kinds.split(' | ')))
        for kind in kinds.split(' | '):
            add(kind, classes[name], False)
    if minor >= 13:
        for name, fields in fields_of.items():
            types = {}
            for kind, field in fields:
                bare = kind.rstrip('?*')
                cls = plain.get(bare) or classes[bare]
                types[field] = list[cls] if kind[-1] == '*' else cls | None if kind[-1] == '?' else cls
            classes[name]._field_types = types
            classes[name].__annotations__ = types
    load = classes['Load']()
    return classes

globals().update(_make(_grammar, _minor))
del _make, _grammar, _minor, __builtins__
`;

/** Compiler flags that ask for a tree. */
const FLAGS: readonly (readonly [string, number])[] = [
  ['PyCF_ONLY_AST', 0x400],
  ['PyCF_TYPE_COMMENTS', 0x1000],
  ['PyCF_ALLOW_TOP_LEVEL_AWAIT', 0x2000],
  ['PyCF_OPTIMIZED_AST', 0x8400],
];

function setNumber(rt: Runtime, dict: Ref, name: string, value: number): boolean {
  return storeOwned(rt, dict, name, intFromWord(rt, value));
}

/** The module _ast. */
export const astModule: NativeModule = {
  name: '_ast',
  init: (rt, dict) => {
    const prepared =
      FLAGS.every(([name, value]) => setNumber(rt, dict, name, value)) &&
      setNumber(rt, dict, '_minor', rt.profile.versionInfo[1]!) &&
      storeOwned(rt, dict, '_grammar', rt.str(GRAMMAR)) &&
      dictSet(rt, dict, rt.name('__builtins__'), rt.builtinsDict);
    const code = prepared ? compileText(rt, SOURCE, '<_ast>') : 0;
    const result = code === 0 ? 0 : runModule(rt, code, dict);
    if (result === 0) return false;
    rt.decref(result);
    return true;
  },
};
