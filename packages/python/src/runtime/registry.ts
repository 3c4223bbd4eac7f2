import type { TypeId } from '@uroboros/heap';
import type { ModuleTypeName } from './module-type-names.js';

/** Ids of layouts that hot paths compare with; the types' own objects are in `Runtime.builtin`. */
export interface TypeIds {
  /** Ints of at most one digit, and all others: both are objects of type int. */
  smallInt: TypeId;
  bigInt: TypeId;
  /** Strings, and interned strings: both are objects of type str. */
  str: TypeId;
  internedStr: TypeId;
  bool: TypeId;
  float: TypeId;
  none: TypeId;
  bytes: TypeId;
  tuple: TypeId;
  list: TypeId;
  dict: TypeId;
  function: TypeId;
  method: TypeId;
  native: TypeId;
  cell: TypeId;
  code: TypeId;
  frame: TypeId;
  generator: TypeId;
  coroutine: TypeId;
  asyncGenerator: TypeId;
  traceback: TypeId;
  module: TypeId;
  /** Type objects made by class statements. */
  heapType: TypeId;
  staticType: TypeId;
}

/** Exceptions, in CPython's order, in which bases come first: name, base. */
export const EXCEPTIONS = [
  ['BaseException', 'object'],
  ['Exception', 'BaseException'],
  ['GeneratorExit', 'BaseException'],
  ['KeyboardInterrupt', 'BaseException'],
  ['SystemExit', 'BaseException'],
  ['ArithmeticError', 'Exception'],
  ['AssertionError', 'Exception'],
  ['AttributeError', 'Exception'],
  ['BufferError', 'Exception'],
  ['EOFError', 'Exception'],
  ['ImportError', 'Exception'],
  ['LookupError', 'Exception'],
  ['MemoryError', 'Exception'],
  ['NameError', 'Exception'],
  ['OSError', 'Exception'],
  ['ReferenceError', 'Exception'],
  ['RuntimeError', 'Exception'],
  ['StopAsyncIteration', 'Exception'],
  ['StopIteration', 'Exception'],
  ['SyntaxError', 'Exception'],
  ['SystemError', 'Exception'],
  ['TypeError', 'Exception'],
  ['ValueError', 'Exception'],
  ['Warning', 'Exception'],
  ['FloatingPointError', 'ArithmeticError'],
  ['OverflowError', 'ArithmeticError'],
  ['ZeroDivisionError', 'ArithmeticError'],
  ['BytesWarning', 'Warning'],
  ['DeprecationWarning', 'Warning'],
  ['EncodingWarning', 'Warning'],
  ['FutureWarning', 'Warning'],
  ['ImportWarning', 'Warning'],
  ['PendingDeprecationWarning', 'Warning'],
  ['ResourceWarning', 'Warning'],
  ['RuntimeWarning', 'Warning'],
  ['SyntaxWarning', 'Warning'],
  ['UnicodeWarning', 'Warning'],
  ['UserWarning', 'Warning'],
  ['BlockingIOError', 'OSError'],
  ['ChildProcessError', 'OSError'],
  ['ConnectionError', 'OSError'],
  ['FileExistsError', 'OSError'],
  ['FileNotFoundError', 'OSError'],
  ['InterruptedError', 'OSError'],
  ['IsADirectoryError', 'OSError'],
  ['NotADirectoryError', 'OSError'],
  ['PermissionError', 'OSError'],
  ['ProcessLookupError', 'OSError'],
  ['TimeoutError', 'OSError'],
  ['IndentationError', 'SyntaxError'],
  ['_IncompleteInputError', 'SyntaxError'],
  ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'],
  ['ModuleNotFoundError', 'ImportError'],
  ['NotImplementedError', 'RuntimeError'],
  ['PythonFinalizationError', 'RuntimeError'],
  ['RecursionError', 'RuntimeError'],
  ['UnboundLocalError', 'NameError'],
  ['UnicodeError', 'ValueError'],
  ['BrokenPipeError', 'ConnectionError'],
  ['ConnectionAbortedError', 'ConnectionError'],
  ['ConnectionRefusedError', 'ConnectionError'],
  ['ConnectionResetError', 'ConnectionError'],
  ['TabError', 'IndentationError'],
  ['UnicodeDecodeError', 'UnicodeError'],
  ['UnicodeEncodeError', 'UnicodeError'],
  ['UnicodeTranslateError', 'UnicodeError'],
] as const;

/** First minor version of exceptions that not all have. */
export const EXCEPTIONS_SINCE: { readonly [name: string]: number | undefined } = {
  _IncompleteInputError: 13,
  PythonFinalizationError: 13,
};

/** Names of the built-in exceptions. */
export type ExceptionName = (typeof EXCEPTIONS)[number][0];

/** The key of each built-in type in `Runtime.builtin`: its name without a module. */
export type BuiltinName =
  | ExceptionName
  | 'BaseExceptionGroup'
  | 'ExceptionGroup'
  | ModuleTypeName
  | 'object'
  | 'type'
  | 'int'
  | 'bool'
  | 'float'
  | 'complex'
  | 'str'
  | 'bytes'
  | 'bytearray'
  | 'memoryview'
  | 'managedbuffer'
  | 'memory_iterator'
  | 'bytearray_iterator'
  | 'NoneType'
  | 'NotImplementedType'
  | 'ellipsis'
  | 'list'
  | 'tuple'
  | 'dict'
  | 'set'
  | 'frozenset'
  | 'range'
  | 'slice'
  | 'property'
  | 'classmethod'
  | 'staticmethod'
  | 'super'
  | 'enumerate'
  | 'zip'
  | 'map'
  | 'filter'
  | 'reversed'
  | 'function'
  | 'method'
  | 'builtin_function_or_method'
  | 'method_descriptor'
  | 'classmethod_descriptor'
  | 'wrapper_descriptor'
  | 'method-wrapper'
  | 'getset_descriptor'
  | 'member_descriptor'
  | 'mappingproxy'
  | 'module'
  | 'code'
  | 'frame'
  | 'generator'
  | 'coroutine'
  | 'coroutine_wrapper'
  | 'async_generator'
  | 'async_generator_asend'
  | 'async_generator_athrow'
  | 'anext_awaitable'
  | 'traceback'
  | 'cell'
  | 'iterator'
  | 'callable_iterator'
  | 'list_iterator'
  | 'list_reverseiterator'
  | 'tuple_iterator'
  | 'str_ascii_iterator'
  | 'str_iterator'
  | 'range_iterator'
  | 'set_iterator'
  | 'dict_keys'
  | 'dict_values'
  | 'dict_items'
  | 'dict_keyiterator'
  | 'dict_valueiterator'
  | 'dict_itemiterator'
  | 'dict_reversekeyiterator'
  | 'bytes_iterator'
  | 'ReferenceType'
  | 'ProxyType'
  | 'CallableProxyType'
  | 'GenericAlias'
  | 'generic_alias_iterator'
  | 'UnionType'
  | 'SimpleNamespace';
