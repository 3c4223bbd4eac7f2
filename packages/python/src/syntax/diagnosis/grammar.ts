/**
 * The grammar of Python 3.13 as CPython's parser tries it, with the rules that only serve to explain errors.
 *
 * The notation is PEG: alternatives are tried in order. `[x]` and `x?` optional, `x*`, `x+`, `s.x+` a list separated
 * by `s`, `&x` and `!x` look ahead, `&&x` must match or is the error, `~` no later alternative after this point.
 * `'if'` is a keyword or operator, `"match"` a name with that spelling. `(memo)` and `(left)` mark rules whose results
 * are kept, and left-recursive ones.
 *
 * Behind `->` stands what a match makes: a node of that kind (whose parts are the nodes it is made of), a label whose
 * value it is, or after `!!` an error. Errors name labels for their place:
 *
 *     at a         the extent of a              here         the last token read
 *     range a b    from a to the end of b       next         the token after the match
 *     from a       from a to where reading is   block a      an IndentationError that names a's line
 *     target K a   the part of a that cannot be assigned to (K = STAR, FOR) or deleted (DEL)
 *     call f       what the function f of `actions.ts` decides
 *
 * `%s` is the name of the first label's kind of expression. Order matters everywhere: which of several errors is
 * reported depends on it, and on how many tokens the rules before have read.
 */
export const GRAMMAR = String.raw`
file: [statements] ENDMARKER
interactive: statement_newline
eval: expressions NEWLINE* ENDMARKER

statements: statement+
statement: compound_stmt | simple_stmts
statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE | ENDMARKER -> !! call interactiveExit
simple_stmts: simple_stmt !';' NEWLINE | ';'.simple_stmt+ [';'] NEWLINE
simple_stmt (memo):
  | assignment
  | &"type" type_alias
  | star_expressions
  | &'return' return_stmt
  | &('import' | 'from') import_stmt
  | &'raise' raise_stmt
  | 'pass'
  | &'del' del_stmt
  | &'yield' yield_stmt
  | &'assert' assert_stmt
  | 'break'
  | 'continue'
  | &'global' global_stmt
  | &'nonlocal' nonlocal_stmt
compound_stmt:
  | &('def' | '@' | 'async') function_def
  | &'if' if_stmt
  | &('class' | '@') class_def
  | &('with' | 'async') with_stmt
  | &('for' | 'async') for_stmt
  | &'try' try_stmt
  | &'while' while_stmt
  | match_stmt

assignment:
  | NAME ':' expression ['=' annotated_rhs]
  | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ['=' annotated_rhs]
  | (star_targets '=')+ annotated_rhs !'=' TYPE_COMMENT?
  | single_target augassign ~ annotated_rhs
  | invalid_assignment
annotated_rhs: yield_expr | star_expressions
augassign: '+=' | '-=' | '*=' | '@=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='
return_stmt: 'return' [star_expressions]
raise_stmt: 'raise' expression ['from' expression] | 'raise'
global_stmt: 'global' ','.NAME+
nonlocal_stmt: 'nonlocal' ','.NAME+
del_stmt: 'del' del_targets &(';' | NEWLINE) | invalid_del_stmt
yield_stmt: yield_expr
assert_stmt: 'assert' expression [',' expression]
import_stmt: invalid_import | import_name | import_from
import_name: 'import' dotted_as_names
import_from:
  | 'from' ('.' | '...')* dotted_name 'import' import_from_targets
  | 'from' ('.' | '...')+ 'import' import_from_targets
import_from_targets:
  | '(' import_from_as_names [','] ')'
  | import_from_as_names !','
  | '*'
  | invalid_import_from_targets
import_from_as_names: ','.import_from_as_name+
import_from_as_name: NAME ['as' NAME]
dotted_as_names: ','.dotted_as_name+
dotted_as_name: dotted_name ['as' NAME]
dotted_name (left): dotted_name '.' NAME | NAME

block (memo): NEWLINE INDENT statements DEDENT | simple_stmts | invalid_block
decorators: ('@' named_expression NEWLINE)+
class_def: decorators class_def_raw | class_def_raw
class_def_raw: invalid_class_def_raw | 'class' NAME [type_params] ['(' [arguments] ')'] ':' block
function_def: decorators function_def_raw | function_def_raw
function_def_raw:
  | invalid_def_raw
  | 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':' [func_type_comment] block
  | 'async' 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':' [func_type_comment] block
params: invalid_parameters | parameters
parameters:
  | slash_no_default param_no_default* param_with_default* [star_etc]
  | slash_with_default param_with_default* [star_etc]
  | param_no_default+ param_with_default* [star_etc]
  | param_with_default+ [star_etc]
  | star_etc
slash_no_default: param_no_default+ '/' ',' | param_no_default+ '/' &')'
slash_with_default: param_no_default* param_with_default+ '/' ',' | param_no_default* param_with_default+ '/' &')'
star_etc:
  | invalid_star_etc
  | '*' param_no_default param_maybe_default* [kwds]
  | '*' param_no_default_star_annotation param_maybe_default* [kwds]
  | '*' ',' param_maybe_default+ [kwds]
  | kwds
kwds: invalid_kwds | '**' param_no_default
param_no_default: a=param ',' TYPE_COMMENT? -> a | a=param TYPE_COMMENT? &')' -> a
param_no_default_star_annotation: param_star_annotation ',' TYPE_COMMENT? | param_star_annotation TYPE_COMMENT? &')'
param_with_default: param default ',' TYPE_COMMENT? | param default TYPE_COMMENT? &')'
param_maybe_default: param default? ',' TYPE_COMMENT? | param default? TYPE_COMMENT? &')'
param: NAME annotation? -> arg
param_star_annotation: NAME star_annotation -> arg
annotation: ':' expression
star_annotation: ':' star_expression
default: '=' expression | invalid_default

if_stmt:
  | invalid_if_stmt
  | 'if' named_expression ':' block elif_stmt
  | 'if' named_expression ':' block [else_block]
elif_stmt:
  | invalid_elif_stmt
  | 'elif' named_expression ':' block elif_stmt
  | 'elif' named_expression ':' block [else_block]
else_block: invalid_else_stmt | 'else' &&':' block
while_stmt: invalid_while_stmt | 'while' named_expression ':' block [else_block]
for_stmt:
  | invalid_for_stmt
  | 'for' star_targets 'in' ~ star_expressions ':' TYPE_COMMENT? block [else_block]
  | 'async' 'for' star_targets 'in' ~ star_expressions ':' TYPE_COMMENT? block [else_block]
  | invalid_for_target
with_stmt:
  | invalid_with_stmt_indent
  | 'with' '(' ','.with_item+ ','? ')' ':' TYPE_COMMENT? block
  | 'with' ','.with_item+ ':' TYPE_COMMENT? block
  | 'async' 'with' '(' ','.with_item+ ','? ')' ':' block
  | 'async' 'with' ','.with_item+ ':' TYPE_COMMENT? block
  | invalid_with_stmt
with_item: expression 'as' star_target &(',' | ')' | ':') | invalid_with_item | expression
try_stmt:
  | invalid_try_stmt
  | 'try' &&':' block finally_block
  | 'try' &&':' block except_block+ [else_block] [finally_block]
  | 'try' &&':' block except_star_block+ [else_block] [finally_block]
except_block:
  | invalid_except_stmt_indent
  | 'except' expression ['as' NAME] ':' block
  | 'except' ':' block
  | invalid_except_stmt
except_star_block:
  | invalid_except_star_stmt_indent
  | 'except' '*' expression ['as' NAME] ':' block
  | invalid_except_stmt
finally_block: invalid_finally_stmt | 'finally' &&':' block

match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT | invalid_match_stmt
subject_expr: star_named_expression ',' star_named_expressions? | named_expression
case_block: invalid_case_block | "case" patterns guard? ':' block
guard: 'if' named_expression
patterns: open_sequence_pattern -> MatchSequence | pattern
pattern: as_pattern | or_pattern
as_pattern: or_pattern 'as' pattern_capture_target -> MatchAs | invalid_as_pattern
or_pattern: '|'.closed_pattern+ -> MatchOr
closed_pattern (memo):
  | literal_pattern
  | capture_pattern
  | wildcard_pattern
  | value_pattern
  | group_pattern
  | sequence_pattern
  | mapping_pattern
  | class_pattern
literal_pattern:
  | signed_number !('+' | '-') -> MatchValue
  | complex_number -> MatchValue
  | strings -> MatchValue
  | 'None' -> MatchSingleton
  | 'True' -> MatchSingleton
  | 'False' -> MatchSingleton
literal_expr:
  | signed_number !('+' | '-')
  | complex_number
  | strings
  | 'None' -> Constant
  | 'True' -> Constant
  | 'False' -> Constant
complex_number:
  | signed_real_number '+' imaginary_number -> BinOp
  | signed_real_number '-' imaginary_number -> BinOp
signed_number: NUMBER | '-' NUMBER -> UnaryOp
signed_real_number: real_number | '-' real_number -> UnaryOp
real_number: a=NUMBER -> !! call ensureReal
imaginary_number: a=NUMBER -> !! call ensureImaginary
capture_pattern: pattern_capture_target -> MatchAs
pattern_capture_target: !"_" NAME !('.' | '(' | '=')
wildcard_pattern: "_" -> MatchAs
value_pattern: attr !('.' | '(' | '=') -> MatchValue
attr (left): name_or_attr '.' NAME -> Attribute
name_or_attr: attr | NAME
group_pattern: '(' pattern ')'
sequence_pattern:
  | '[' maybe_sequence_pattern? ']' -> MatchSequence
  | '(' open_sequence_pattern? ')' -> MatchSequence
open_sequence_pattern: maybe_star_pattern ',' maybe_sequence_pattern?
maybe_sequence_pattern: ','.maybe_star_pattern+ ','?
maybe_star_pattern: star_pattern | pattern
star_pattern (memo): '*' pattern_capture_target -> MatchStar | '*' wildcard_pattern -> MatchStar
mapping_pattern:
  | '{' '}' -> MatchMapping
  | '{' double_star_pattern ','? '}' -> MatchMapping
  | '{' items_pattern ',' double_star_pattern ','? '}' -> MatchMapping
  | '{' items_pattern ','? '}' -> MatchMapping
items_pattern: ','.key_value_pattern+
key_value_pattern: (literal_expr | attr) ':' pattern
double_star_pattern: '**' pattern_capture_target
class_pattern:
  | name_or_attr '(' ')' -> MatchClass
  | name_or_attr '(' positional_patterns ','? ')' -> MatchClass
  | name_or_attr '(' keyword_patterns ','? ')' -> MatchClass
  | name_or_attr '(' positional_patterns ',' keyword_patterns ','? ')' -> MatchClass
  | invalid_class_pattern
positional_patterns: ','.pattern+
keyword_patterns: ','.keyword_pattern+
keyword_pattern: NAME '=' pattern

type_alias: "type" NAME [type_params] '=' expression
type_params: invalid_type_params | '[' type_param_seq ']'
type_param_seq: ','.type_param+ [',']
type_param (memo):
  | NAME [type_param_bound] [type_param_default]
  | invalid_type_param
  | '*' NAME [type_param_starred_default]
  | '**' NAME [type_param_default]
type_param_bound: ':' expression
type_param_default: '=' expression
type_param_starred_default: '=' star_expression

expressions: expression (',' expression)+ [','] -> Tuple | expression ',' -> Tuple | expression
expression (memo):
  | invalid_expression
  | invalid_legacy_expression
  | disjunction 'if' disjunction 'else' expression -> IfExp
  | disjunction
  | lambdef
yield_expr: 'yield' 'from' expression -> YieldFrom | 'yield' [star_expressions] -> Yield
star_expressions: star_expression (',' star_expression)+ [','] -> Tuple | star_expression ',' -> Tuple | star_expression
star_expression (memo): '*' bitwise_or -> Starred | expression
star_named_expressions: ','.star_named_expression+ [',']
star_named_expression: '*' bitwise_or -> Starred | named_expression
assignment_expression: NAME ':=' ~ expression -> NamedExpr
named_expression: assignment_expression | invalid_named_expression | expression !':='
disjunction (memo): conjunction ('or' conjunction)+ -> BoolOp | conjunction
conjunction (memo): inversion ('and' inversion)+ -> BoolOp | inversion
inversion (memo): 'not' inversion -> UnaryOp | comparison
comparison: bitwise_or compare_op_bitwise_or_pair+ -> Compare | bitwise_or
compare_op_bitwise_or_pair:
  | eq_bitwise_or
  | noteq_bitwise_or
  | lte_bitwise_or
  | lt_bitwise_or
  | gte_bitwise_or
  | gt_bitwise_or
  | notin_bitwise_or
  | in_bitwise_or
  | isnot_bitwise_or
  | is_bitwise_or
eq_bitwise_or: '==' bitwise_or -> Eq
noteq_bitwise_or: (a='!=' -> !! call refuseLessGreater) bitwise_or -> NotEq
lte_bitwise_or: '<=' bitwise_or -> LtE
lt_bitwise_or: '<' bitwise_or -> Lt
gte_bitwise_or: '>=' bitwise_or -> GtE
gt_bitwise_or: '>' bitwise_or -> Gt
notin_bitwise_or: 'not' 'in' bitwise_or -> NotIn
in_bitwise_or: 'in' bitwise_or -> In
isnot_bitwise_or: 'is' 'not' bitwise_or -> IsNot
is_bitwise_or: 'is' bitwise_or -> Is
bitwise_or (left): bitwise_or '|' bitwise_xor -> BinOp | bitwise_xor
bitwise_xor (left): bitwise_xor '^' bitwise_and -> BinOp | bitwise_and
bitwise_and (left): bitwise_and '&' shift_expr -> BinOp | shift_expr
shift_expr (left): shift_expr '<<' sum -> BinOp | shift_expr '>>' sum -> BinOp | invalid_arithmetic | sum
sum (left): sum '+' term -> BinOp | sum '-' term -> BinOp | term
term (left):
  | term '*' factor -> BinOp
  | term '/' factor -> BinOp
  | term '//' factor -> BinOp
  | term '%' factor -> BinOp
  | term '@' factor -> BinOp
  | invalid_factor
  | factor
factor (memo): '+' factor -> UnaryOp | '-' factor -> UnaryOp | '~' factor -> UnaryOp | power
power: await_primary '**' factor -> BinOp | await_primary
await_primary (memo): 'await' primary -> Await | primary
primary (left):
  | primary '.' NAME -> Attribute
  | primary genexp -> Call
  | primary '(' [arguments] ')' -> Call
  | primary '[' slices ']' -> Subscript
  | atom
slices: slice !',' | ','.(slice | starred_expression)+ [','] -> Tuple
slice: [expression] ':' [expression] [':' [expression]] -> Slice | named_expression
atom:
  | NAME
  | 'True' -> Constant
  | 'False' -> Constant
  | 'None' -> Constant
  | &(STRING | FSTRING_START) strings
  | NUMBER
  | &'(' (tuple | group | genexp)
  | &'[' (list | listcomp)
  | &'{' (dict | set | dictcomp | setcomp)
  | '...' -> Constant
group: '(' (yield_expr | named_expression) ')' | invalid_group

lambdef: 'lambda' [lambda_params] ':' expression -> Lambda
lambda_params: invalid_lambda_parameters | lambda_parameters
lambda_parameters:
  | lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* [lambda_star_etc]
  | lambda_slash_with_default lambda_param_with_default* [lambda_star_etc]
  | lambda_param_no_default+ lambda_param_with_default* [lambda_star_etc]
  | lambda_param_with_default+ [lambda_star_etc]
  | lambda_star_etc
lambda_slash_no_default: lambda_param_no_default+ '/' ',' | lambda_param_no_default+ '/' &':'
lambda_slash_with_default:
  | lambda_param_no_default* lambda_param_with_default+ '/' ','
  | lambda_param_no_default* lambda_param_with_default+ '/' &':'
lambda_star_etc:
  | invalid_lambda_star_etc
  | '*' lambda_param_no_default lambda_param_maybe_default* [lambda_kwds]
  | '*' ',' lambda_param_maybe_default+ [lambda_kwds]
  | lambda_kwds
lambda_kwds: invalid_lambda_kwds | '**' lambda_param_no_default
lambda_param_no_default: a=lambda_param ',' -> a | a=lambda_param &':' -> a
lambda_param_with_default: lambda_param default ',' | lambda_param default &':'
lambda_param_maybe_default: lambda_param default? ',' | lambda_param default? &':'
lambda_param: NAME -> arg

fstring_middle: fstring_replacement_field | FSTRING_MIDDLE
fstring_replacement_field:
  | '{' annotated_rhs '='? a=[fstring_conversion] [fstring_full_format_spec] '}' -> !! call formattedValue
  | invalid_replacement_field
fstring_conversion: a="!" b=NAME -> !! call checkConversion
fstring_full_format_spec: ':' fstring_format_spec*
fstring_format_spec: FSTRING_MIDDLE | fstring_replacement_field
fstring: a=FSTRING_START fstring_middle* FSTRING_END -> !! call joinFString
string: a=STRING -> !! call decodeLiteral
strings (memo): a=(fstring | string)+ -> !! call concatenate
list: '[' [star_named_expressions] ']' -> List
tuple: '(' [star_named_expression ',' [star_named_expressions]] ')' -> Tuple
set: '{' star_named_expressions '}' -> Set
dict: '{' [double_starred_kvpairs] '}' -> Dict | '{' invalid_double_starred_kvpairs '}'
double_starred_kvpairs: ','.double_starred_kvpair+ [',']
double_starred_kvpair: '**' bitwise_or | kvpair
kvpair: expression ':' expression
for_if_clauses: for_if_clause+
for_if_clause:
  | 'async' 'for' star_targets 'in' ~ disjunction ('if' disjunction)* -> comprehension
  | 'for' star_targets 'in' ~ disjunction ('if' disjunction)* -> comprehension
  | invalid_for_if_clause
  | invalid_for_target
listcomp: '[' named_expression for_if_clauses ']' -> ListComp | invalid_comprehension
setcomp: '{' named_expression for_if_clauses '}' -> SetComp | invalid_comprehension
genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')' -> GeneratorExp | invalid_comprehension
dictcomp: '{' kvpair for_if_clauses '}' -> DictComp | invalid_dict_comprehension
arguments (memo): a=args [','] &')' -> a | invalid_arguments
args:
  | ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ [',' kwargs] -> Call
  | kwargs -> Call
kwargs: ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+ | ','.kwarg_or_starred+ | ','.kwarg_or_double_starred+
starred_expression: invalid_starred_expression_unpacking | '*' expression -> Starred | invalid_starred_expression
kwarg_or_starred: invalid_kwarg | NAME '=' expression -> keyword | starred_expression
kwarg_or_double_starred: invalid_kwarg | NAME '=' expression -> keyword | '**' expression -> mapping

star_targets: a=star_target !',' -> a | star_target (',' star_target)* [','] -> Tuple
star_targets_list_seq: ','.star_target+ [',']
star_targets_tuple_seq: star_target (',' star_target)+ [','] | star_target ','
star_target (memo): '*' (!'*' star_target) -> Starred | target_with_star_atom
target_with_star_atom (memo):
  | t_primary '.' NAME !t_lookahead -> Attribute
  | t_primary '[' slices ']' !t_lookahead -> Subscript
  | star_atom
star_atom:
  | NAME
  | '(' target_with_star_atom ')'
  | '(' [star_targets_tuple_seq] ')' -> Tuple
  | '[' [star_targets_list_seq] ']' -> List
single_target: single_subscript_attribute_target | NAME | '(' single_target ')'
single_subscript_attribute_target:
  | t_primary '.' NAME !t_lookahead -> Attribute
  | t_primary '[' slices ']' !t_lookahead -> Subscript
t_primary (left):
  | t_primary '.' NAME &t_lookahead -> Attribute
  | t_primary '[' slices ']' &t_lookahead -> Subscript
  | t_primary genexp &t_lookahead -> Call
  | t_primary '(' [arguments] ')' &t_lookahead -> Call
  | a=atom &t_lookahead -> a
t_lookahead: '(' | '[' | '.'
del_targets: ','.del_target+ [',']
del_target (memo):
  | t_primary '.' NAME !t_lookahead -> Attribute
  | t_primary '[' slices ']' !t_lookahead -> Subscript
  | del_t_atom
del_t_atom: NAME | '(' del_target ')' | '(' [del_targets] ')' -> Tuple | '[' [del_targets] ']' -> List
func_type_comment:
  | NEWLINE TYPE_COMMENT &(NEWLINE INDENT)
  | invalid_double_type_comments
  | TYPE_COMMENT

invalid_arguments:
  | ((','.(starred_expression | (assignment_expression | expression !':=') !'=')+ ',' kwargs) | kwargs) a=',' ','.(starred_expression !'=')+ -> !! from a "iterable argument unpacking follows keyword argument unpacking"
  | a=expression b=for_if_clauses ',' [args | expression for_if_clauses] -> !! range a b "Generator expression must be parenthesized"
  | a=NAME b='=' expression for_if_clauses -> !! range a b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  | (args ',')? a=NAME b='=' &(',' | ')') -> !! range a b "expected argument value expression"
  | a=args b=for_if_clauses -> !! call nakedGenerator
  | args ',' a=expression b=for_if_clauses -> !! range a b "Generator expression must be parenthesized"
  | a=args ',' args -> !! call positionalAfterKeyword
invalid_kwarg:
  | a=('True' | 'False' | 'None') b='=' -> !! range a b "cannot assign to %s"
  | a=NAME b='=' expression for_if_clauses -> !! range a b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  | !(NAME '=') a=expression b='=' -> !! range a b "expression cannot contain assignment, perhaps you meant \"==\"?"
  | a='**' expression '=' b=expression -> !! range a b "cannot assign to keyword argument unpacking"
expression_without_invalid: disjunction 'if' disjunction 'else' expression -> IfExp | disjunction | lambdef
invalid_legacy_expression: a=NAME !'(' b=star_expressions -> !! call legacyStatement
invalid_type_param:
  | '*' NAME a=':' b=expression -> !! call boundOfTypeVarTuple
  | '**' NAME a=':' b=expression -> !! call boundOfParamSpec
invalid_expression:
  | !(NAME STRING | SOFT_KEYWORD) a=disjunction b=expression_without_invalid -> !! call forgottenComma
  | a=disjunction 'if' b=disjunction !('else' | ':') -> !! range a b "expected 'else' after 'if' expression"
  | a='lambda' [lambda_params] b=':' &FSTRING_MIDDLE -> !! range a b "f-string: lambda expressions are not allowed without parentheses"
invalid_named_expression (memo):
  | a=expression ':=' expression -> !! at a "cannot use assignment expressions with %s"
  | a=NAME '=' b=bitwise_or !('=' | ':=') -> !! range a b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
  | !(list | tuple | genexp | 'True' | 'None' | 'False') a=bitwise_or '=' bitwise_or !('=' | ':=') -> !! at a "cannot assign to %s here. Maybe you meant '==' instead of '='?"
invalid_assignment:
  | a=invalid_ann_assign_target ':' expression -> !! at a "only single target (not %s) can be annotated"
  | a=star_named_expression ',' star_named_expressions* ':' expression -> !! at a "only single target (not tuple) can be annotated"
  | a=expression ':' expression -> !! at a "illegal target for annotation"
  | (star_targets '=')* a=star_expressions '=' -> !! target STAR a
  | (star_targets '=')* a=yield_expr '=' -> !! at a "assignment to yield expression not possible"
  | a=star_expressions augassign annotated_rhs -> !! at a "'%s' is an illegal expression for augmented assignment"
invalid_ann_assign_target: list | tuple | '(' a=invalid_ann_assign_target ')' -> a
invalid_del_stmt: 'del' a=star_expressions -> !! target DEL a
invalid_block: NEWLINE !INDENT -> !! block "expected an indented block"
invalid_comprehension:
  | ('[' | '(' | '{') a=starred_expression for_if_clauses -> !! at a "iterable unpacking cannot be used in comprehension"
  | ('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses -> !! range a b "did you forget parentheses around the comprehension target?"
  | ('[' | '{') a=star_named_expression b=',' for_if_clauses -> !! range a b "did you forget parentheses around the comprehension target?"
invalid_dict_comprehension: '{' a='**' bitwise_or for_if_clauses '}' -> !! at a "dict unpacking cannot be used in dict comprehension"
invalid_parameters:
  | a="/" ',' -> !! at a "at least one argument must precede /"
  | (slash_no_default | slash_with_default) param_maybe_default* a='/' -> !! at a "/ may appear only once"
  | slash_no_default? param_no_default* invalid_parameters_helper a=param_no_default -> !! at a "parameter without a default follows parameter with a default"
  | param_no_default* a='(' param_no_default+ ','? b=')' -> !! range a b "Function parameters cannot be parenthesized"
  | (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default) param_maybe_default* a='/' -> !! at a "/ must be ahead of *"
  | param_maybe_default+ '/' a='*' -> !! at a "expected comma between / and *"
invalid_default: a='=' &(')' | ',') -> !! at a "expected default value expression"
invalid_star_etc:
  | a='*' (')' | ',' (')' | '**')) -> !! at a "named arguments must follow bare *"
  | '*' ',' TYPE_COMMENT -> !! here "bare * has associated type comment"
  | '*' param a='=' -> !! at a "var-positional argument cannot have default value"
  | '*' (param_no_default | ',') param_maybe_default* a='*' (param_no_default | ',') -> !! at a "* argument may appear only once"
invalid_kwds:
  | '**' param a='=' -> !! at a "var-keyword argument cannot have default value"
  | '**' param ',' a=param -> !! at a "arguments cannot follow var-keyword argument"
  | '**' param ',' a=('*' | '**' | '/') -> !! at a "arguments cannot follow var-keyword argument"
invalid_parameters_helper: slash_with_default | param_with_default+
invalid_lambda_parameters:
  | a="/" ',' -> !! at a "at least one argument must precede /"
  | (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* a='/' -> !! at a "/ may appear only once"
  | lambda_slash_no_default? lambda_param_no_default* invalid_lambda_parameters_helper a=lambda_param_no_default -> !! at a "parameter without a default follows parameter with a default"
  | lambda_param_no_default* a='(' ','.lambda_param+ ','? b=')' -> !! range a b "Lambda expression parameters cannot be parenthesized"
  | (lambda_slash_no_default | lambda_slash_with_default)? lambda_param_maybe_default* '*' (',' | lambda_param_no_default) lambda_param_maybe_default* a='/' -> !! at a "/ must be ahead of *"
  | lambda_param_maybe_default+ '/' a='*' -> !! at a "expected comma between / and *"
invalid_lambda_parameters_helper: lambda_slash_with_default | lambda_param_with_default+
invalid_lambda_star_etc:
  | '*' (':' | ',' (':' | '**')) -> !! here "named arguments must follow bare *"
  | '*' lambda_param a='=' -> !! at a "var-positional argument cannot have default value"
  | '*' (lambda_param_no_default | ',') lambda_param_maybe_default* a='*' (lambda_param_no_default | ',') -> !! at a "* argument may appear only once"
invalid_lambda_kwds:
  | '**' lambda_param a='=' -> !! at a "var-keyword argument cannot have default value"
  | '**' lambda_param ',' a=lambda_param -> !! at a "arguments cannot follow var-keyword argument"
  | '**' lambda_param ',' a=('*' | '**' | '/') -> !! at a "arguments cannot follow var-keyword argument"
invalid_double_type_comments: TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT -> !! here "Cannot have two type comments on def"
invalid_with_item: expression 'as' a=expression &(',' | ')' | ':') -> !! target STAR a
invalid_for_if_clause: 'async'? 'for' (bitwise_or (',' bitwise_or)* [',']) !'in' -> !! here "'in' expected after for-loop variables"
invalid_for_target: 'async'? 'for' a=star_expressions -> !! target FOR a
invalid_group:
  | '(' a=starred_expression ')' -> !! at a "cannot use starred expression here"
  | '(' a='**' expression ')' -> !! at a "cannot use double starred expression here"
invalid_import:
  | a='import' ','.dotted_name+ 'from' dotted_name -> !! from a "Did you mean to use 'from ... import ...' instead?"
  | 'import' a=NEWLINE -> !! from a "Expected one or more names after 'import'"
invalid_import_from_targets:
  | import_from_as_names ',' NEWLINE -> !! here "trailing comma not allowed without surrounding parentheses"
  | a=NEWLINE -> !! from a "Expected one or more names after 'import'"
invalid_with_stmt:
  | ['async'] 'with' ','.(expression ['as' star_target])+ NEWLINE -> !! here "expected ':'"
  | ['async'] 'with' '(' ','.(expressions ['as' star_target])+ ','? ')' NEWLINE -> !! here "expected ':'"
invalid_with_stmt_indent:
  | ['async'] a='with' ','.(expression ['as' star_target])+ ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'with' statement"
  | ['async'] a='with' '(' ','.(expressions ['as' star_target])+ ','? ')' ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'with' statement"
invalid_try_stmt:
  | a='try' ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'try' statement"
  | 'try' ':' block !('except' | 'finally') -> !! here "expected 'except' or 'finally' block"
  | 'try' ':' block* except_block+ a='except' b='*' expression ['as' NAME] ':' -> !! range a b "cannot have both 'except' and 'except*' on the same 'try'"
  | 'try' ':' block* except_star_block+ a='except' [expression ['as' NAME]] ':' -> !! at a "cannot have both 'except' and 'except*' on the same 'try'"
invalid_except_stmt:
  | 'except' '*'? a=expression ',' expressions ['as' NAME] ':' -> !! from a "multiple exception types must be parenthesized"
  | 'except' '*'? expression ['as' NAME] NEWLINE -> !! here "expected ':'"
  | 'except' NEWLINE -> !! here "expected ':'"
  | 'except' '*' (NEWLINE | ':') -> !! here "expected one or more exception types"
invalid_finally_stmt: a='finally' ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'finally' statement"
invalid_except_stmt_indent:
  | a='except' expression ['as' NAME] ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'except' statement"
  | a='except' ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'except' statement"
invalid_except_star_stmt_indent: a='except' '*' expression ['as' NAME] ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'except*' statement"
invalid_match_stmt:
  | "match" subject_expr NEWLINE -> !! here "expected ':'"
  | a="match" subject_expr ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'match' statement"
invalid_case_block:
  | "case" patterns guard? NEWLINE -> !! here "expected ':'"
  | a="case" patterns guard? ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'case' statement"
invalid_as_pattern:
  | or_pattern 'as' a="_" -> !! at a "cannot use '_' as a target"
  | or_pattern 'as' !NAME a=expression -> !! at a "invalid pattern target"
invalid_class_pattern: name_or_attr '(' a=invalid_class_argument_pattern -> !! range a a "positional patterns follow keyword patterns"
invalid_class_argument_pattern: [positional_patterns ','] keyword_patterns ',' a=positional_patterns -> a
invalid_if_stmt:
  | 'if' named_expression NEWLINE -> !! here "expected ':'"
  | a='if' named_expression ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'if' statement"
invalid_elif_stmt:
  | 'elif' named_expression NEWLINE -> !! here "expected ':'"
  | a='elif' named_expression ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'elif' statement"
invalid_else_stmt: a='else' ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'else' statement"
invalid_while_stmt:
  | 'while' named_expression NEWLINE -> !! here "expected ':'"
  | a='while' named_expression ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'while' statement"
invalid_for_stmt:
  | ['async'] 'for' star_targets 'in' star_expressions NEWLINE -> !! here "expected ':'"
  | ['async'] a='for' star_targets 'in' star_expressions ':' NEWLINE !INDENT -> !! block a "expected an indented block after 'for' statement"
invalid_def_raw:
  | ['async'] a='def' NAME [type_params] '(' [params] ')' ['->' expression] ':' NEWLINE !INDENT -> !! block a "expected an indented block after function definition"
  | ['async'] 'def' NAME [type_params] &&'(' [params] ')' ['->' expression] &&':' [func_type_comment] block
invalid_class_def_raw:
  | 'class' NAME [type_params] ['(' [arguments] ')'] NEWLINE -> !! here "expected ':'"
  | a='class' NAME [type_params] ['(' [arguments] ')'] ':' NEWLINE !INDENT -> !! block a "expected an indented block after class definition"
invalid_double_starred_kvpairs:
  | ','.double_starred_kvpair+ ',' invalid_kvpair
  | expression ':' a='*' bitwise_or -> !! from a "cannot use a starred expression in a dictionary value"
  | expression a=':' &('}' | ',') -> !! at a "expression expected after dictionary key and ':'"
invalid_kvpair:
  | a=expression !(':') -> !! call missingValue
  | expression ':' a='*' bitwise_or -> !! from a "cannot use a starred expression in a dictionary value"
  | expression a=':' &('}' | ',') -> !! at a "expression expected after dictionary key and ':'"
invalid_starred_expression_unpacking: a='*' expression '=' b=expression -> !! range a b "cannot assign to iterable argument unpacking"
invalid_starred_expression: '*' -> !! here "Invalid star expression"
invalid_replacement_field:
  | '{' a='=' -> !! at a "f-string: valid expression required before '='"
  | '{' a='!' -> !! at a "f-string: valid expression required before '!'"
  | '{' a=':' -> !! at a "f-string: valid expression required before ':'"
  | '{' a='}' -> !! at a "f-string: valid expression required before '}'"
  | '{' !annotated_rhs -> !! next "f-string: expecting a valid expression after '{'"
  | '{' annotated_rhs !('=' | '!' | ':' | '}') -> !! next "f-string: expecting '=', or '!', or ':', or '}'"
  | '{' annotated_rhs '=' !('!' | ':' | '}') -> !! next "f-string: expecting '!', or ':', or '}'"
  | '{' annotated_rhs '='? invalid_conversion_character
  | '{' annotated_rhs '='? ['!' NAME] !(':' | '}') -> !! next "f-string: expecting ':' or '}'"
  | '{' annotated_rhs '='? ['!' NAME] ':' fstring_format_spec* !'}' -> !! next "f-string: expecting '}', or format specs"
  | '{' annotated_rhs '='? ['!' NAME] !'}' -> !! next "f-string: expecting '}'"
invalid_conversion_character:
  | '!' &(':' | '}') -> !! next "f-string: missing conversion character"
  | '!' !NAME -> !! next "f-string: invalid conversion character"
invalid_arithmetic: sum ('+' | '-' | '*' | '/' | '%' | '//' | '@') a='not' b=inversion -> !! range a b "'not' after an operator must be parenthesized"
invalid_factor: ('+' | '-' | '~') a='not' b=factor -> !! range a b "'not' after an operator must be parenthesized"
invalid_type_params: '[' a=']' -> !! from a "Type parameter list cannot be empty"
`;
