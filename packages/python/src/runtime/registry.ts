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

/** Exceptions, in an order in which bases come first: name, base. */
export const EXCEPTIONS = [
  ['BaseException', 'object'],
  ['Exception', 'BaseException'],
  ['SystemExit', 'BaseException'],
  ['KeyboardInterrupt', 'BaseException'],
  ['GeneratorExit', 'BaseException'],
  ['ArithmeticError', 'Exception'],
  ['OverflowError', 'ArithmeticError'],
  ['ZeroDivisionError', 'ArithmeticError'],
  ['FloatingPointError', 'ArithmeticError'],
  ['AssertionError', 'Exception'],
  ['AttributeError', 'Exception'],
  ['BufferError', 'Exception'],
  ['EOFError', 'Exception'],
  ['ImportError', 'Exception'],
  ['ModuleNotFoundError', 'ImportError'],
  ['LookupError', 'Exception'],
  ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'],
  ['MemoryError', 'Exception'],
  ['NameError', 'Exception'],
  ['UnboundLocalError', 'NameError'],
  ['OSError', 'Exception'],
  ['FileNotFoundError', 'OSError'],
  ['PermissionError', 'OSError'],
  ['BlockingIOError', 'OSError'],
  ['ChildProcessError', 'OSError'],
  ['ConnectionError', 'OSError'],
  ['BrokenPipeError', 'ConnectionError'],
  ['ConnectionAbortedError', 'ConnectionError'],
  ['ConnectionRefusedError', 'ConnectionError'],
  ['ConnectionResetError', 'ConnectionError'],
  ['FileExistsError', 'OSError'],
  ['InterruptedError', 'OSError'],
  ['IsADirectoryError', 'OSError'],
  ['NotADirectoryError', 'OSError'],
  ['ProcessLookupError', 'OSError'],
  ['TimeoutError', 'OSError'],
  ['ReferenceError', 'Exception'],
  ['RuntimeError', 'Exception'],
  ['NotImplementedError', 'RuntimeError'],
  ['PythonFinalizationError', 'RuntimeError'],
  ['RecursionError', 'RuntimeError'],
  ['StopIteration', 'Exception'],
  ['StopAsyncIteration', 'Exception'],
  ['SyntaxError', 'Exception'],
  ['IndentationError', 'SyntaxError'],
  ['_IncompleteInputError', 'SyntaxError'],
  ['TabError', 'IndentationError'],
  ['SystemError', 'Exception'],
  ['TypeError', 'Exception'],
  ['ValueError', 'Exception'],
  ['UnicodeError', 'ValueError'],
  ['UnicodeDecodeError', 'UnicodeError'],
  ['UnicodeEncodeError', 'UnicodeError'],
  ['UnicodeTranslateError', 'UnicodeError'],
  ['Warning', 'Exception'],
  ['DeprecationWarning', 'Warning'],
  ['RuntimeWarning', 'Warning'],
  ['SyntaxWarning', 'Warning'],
  ['UserWarning', 'Warning'],
  ['ResourceWarning', 'Warning'],
  ['BytesWarning', 'Warning'],
  ['EncodingWarning', 'Warning'],
  ['FutureWarning', 'Warning'],
  ['ImportWarning', 'Warning'],
  ['PendingDeprecationWarning', 'Warning'],
  ['UnicodeWarning', 'Warning'],
] as const;

/** Those that 3.13 has first. */
export const RECENT_EXCEPTIONS: ReadonlySet<string> = new Set(['PythonFinalizationError', '_IncompleteInputError']);

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
