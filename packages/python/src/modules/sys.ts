import type { Ref } from '@uroboros/heap';
import { cInt, givenType } from '../objects/arguments.js';
import { dictDelete, dictGetStr, dictSet, newDict } from '../objects/dict.js';
import { newFloat } from '../objects/float.js';
import { doubleOf } from '../objects/float-type.js';
import { frameUnder, newFrameObject } from '../objects/frameobject.js';
import { intFromBigInt, intFromNumber, intFromWord, intNumber, isInt } from '../objects/int.js';
import { ExceptionField, StrField, StrState, TypeField } from '../objects/layout.js';
import { listAppend, newList } from '../objects/list.js';
import { keywords, type NativeFunction } from '../objects/native.js';
import { intern, isExactStr, isStr } from '../objects/str.js';
import { isTuple, tupleFromSlots, tupleItem, tupleOf, tupleSize } from '../objects/tuple.js';
import { typeLookup } from '../runtime/attributes.js';
import { callWith } from '../runtime/calls.js';
import { plainDisplay } from '../runtime/display.js';
import { handledException, raiseStatement } from '../runtime/errors.js';
import { Frame } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { stdlibModules } from '../runtime/stdlib-names.js';
import { registerSystem, systemDict, writeError } from '../runtime/system.js';
import { formatException } from '../runtime/traceback-text.js';
import { setUnraisableArgumentMaker, showUnraisable, type Unraisable } from '../runtime/unraisable.js';
import { breakpointHook } from './breakpoint.js';
import { dictOf, functionNoArgs, functionOneArg, functionPositional } from './functions.js';
import { mallocStats } from './malloc-stats.js';
import { type NativeModule, storeOwned } from './module.js';
import { newNamespace } from './namespace.js';
import { addSiteBuiltins, COPYRIGHT } from './site.js';
import { layoutBytes, prefixBytes } from './sizeof.js';
import { newStandardStream } from './stdio.js';
import { newStructSeq, type StructSeqDefinition } from './structseq.js';
import { audit } from './sys-audit.js';
import { coroutineFunctions } from './sys-coroutines.js';

/** The module sys. */

const no = (name: string, code: (rt: Runtime) => Maybe): NativeFunction => functionNoArgs('sys', name, code);
const one = (name: string, code: (rt: Runtime, value: Ref) => Maybe): NativeFunction =>
  functionOneArg('sys', name, code);

// Memory -----------------------------------------------------------------------------------------------------------

/** `__sizeof__` that only object defines answers from the layout, for every built-in type. */
function sizeOf(rt: Runtime, object: Ref): number | undefined {
  const name = rt.name('__sizeof__');
  const method = typeLookup(rt, rt.typeOf(object), name);
  if (method === 0) {
    rt.raise('TypeError', `Type ${rt.typeOf(object).name} doesn't define __sizeof__`);
    return undefined;
  }
  const plain = dictGetStr(rt, rt.i32[rt.builtin.object.ref + TypeField.Dict]! as Ref, name);
  if (method === plain) return layoutBytes(rt, object);
  const answer = callSpecial(rt, object, name, []);
  if (answer === 0) return undefined;
  if (!isInt(rt, answer)) {
    rt.wrongResult(answer, "'%s' object cannot be interpreted as an integer");
    return undefined;
  }
  const size = intNumber(rt, answer);
  rt.decref(answer);
  if (size >= 0) return size;
  if (Number.isNaN(size)) rt.raise('OverflowError', 'Python int too large to convert to C ssize_t');
  else rt.raise('ValueError', '__sizeof__() should return >= 0');
  return undefined;
}

const getsizeof = keywords('getsizeof', 'object, default=None', (rt, values) => {
  const object = values[0] as Ref;
  const fallback = values[1]!;
  const mark = rt.mark();
  const size = sizeOf(rt, object);
  if (size !== undefined) return intFromNumber(rt, size + prefixBytes(rt, object));
  if (fallback === 0 || !rt.errorIs(rt.builtin.TypeError)) return 0;
  rt.releaseTo(mark);
  rt.clearError();
  return rt.incref(fallback);
});

const internFunction = one('intern', (rt, value) => {
  if (!isStr(rt, value)) {
    return rt.raise('TypeError', `intern() argument must be str, not ${givenType(rt, value)}`);
  }
  if (!isExactStr(rt, value)) return rt.raise('TypeError', `can't intern ${rt.typeOf(value).name}`);
  return intern(rt, rt.incref(value));
});

const isInterned = one('_is_interned', (rt, value) => {
  if (!isStr(rt, value)) {
    return rt.raise('TypeError', `_is_interned() argument must be str, not ${givenType(rt, value)}`);
  }
  return rt.bool((rt.i32[value + StrField.State]! & StrState.Interned) !== 0);
});

// Frames and exceptions --------------------------------------------------------------------------------------------

const setRecursionLimit = one('setrecursionlimit', (rt, value) => {
  const limit = cInt(rt, value);
  if (limit === undefined) return 0;
  if (limit < 1) return rt.raise('ValueError', 'recursion limit must be greater or equal than 1');
  // To 3.11 the call of this function counts too.
  const depth = rt.depth + (rt.profile.versionInfo[1] < 12 ? 1 : 0);
  if (depth >= limit) {
    const where = `recursion limit to ${limit} at the recursion depth ${depth}`;
    return rt.raise('RecursionError', `cannot set the ${where}: the limit is too low`);
  }
  rt.setRecursionLimit(limit);
  return rt.none();
});

/** What may be set at least, if not 0. */
const LEAST_MAX_STR_DIGITS = 640;

const setMaxStrDigits = keywords('set_int_max_str_digits', 'maxdigits', (rt, [given]) => {
  const digits = cInt(rt, given as Ref);
  if (digits === undefined) return 0;
  if (digits !== 0 && digits < LEAST_MAX_STR_DIGITS) {
    return rt.raise('ValueError', `maxdigits must be 0 or larger than ${LEAST_MAX_STR_DIGITS}`);
  }
  rt.maxStrDigits = digits;
  return rt.none();
});

/** Word of the frame so many calls below the running one; 0 and ValueError if there are not so many. */
function frameBelow(rt: Runtime, depth: number): number {
  let fp = rt.frame;
  for (let left = depth; left > 0 && rt.i32[fp + Frame.Compiled] !== 0; left--) fp = frameUnder(rt, fp);
  if (rt.i32[fp + Frame.Compiled] !== 0) return fp;
  return rt.raise('ValueError', 'call stack is not deep enough');
}

const getFrame = functionPositional('sys', '_getframe', 0, 1, (rt, args, count) => {
  const depth = count === 0 ? 0 : cInt(rt, rt.i32[args]! as Ref);
  if (depth === undefined) return 0;
  const fp = frameBelow(rt, depth);
  return fp === 0 ? 0 : newFrameObject(rt, fp);
});

const handled = handledException;

const orNone = (rt: Runtime, object: Maybe): Ref => (object === 0 ? rt.None : object);

function excInfo(rt: Runtime): Maybe {
  const exception = handled(rt);
  if (exception === 0) return tupleOf(rt, rt.None, rt.None, rt.None);
  const traceback = rt.i32[exception + ExceptionField.Traceback]! as Maybe;
  return tupleOf(rt, rt.typeOf(exception).ref, exception, orNone(rt, traceback));
}

/** sys.exit(status): the items of a tuple are the exception's arguments. */
const exit = functionPositional('sys', 'exit', 0, 1, (rt, args, count) => {
  const status = count === 0 ? rt.None : (rt.i32[args]! as Ref);
  let values: Ref[] = status === rt.None ? [] : [status];
  if (isTuple(rt, status)) values = Array.from({ length: tupleSize(rt, status) }, (_, i) => tupleItem(rt, status, i));
  const exception = callWith(rt, rt.builtin.SystemExit.ref, values);
  if (exception === 0) return 0;
  const mark = rt.mark();
  rt.hold(exception);
  raiseStatement(rt, exception, 0);
  return rt.finish(mark, 0);
});

const excepthook = functionPositional('sys', 'excepthook', 3, 3, (rt, args) => {
  const exception = rt.i32[args + 2]! as Ref;
  const traceback = rt.i32[args + 4]! as Ref;
  if (!rt.typeOf(exception).isSubtypeOf(rt.builtin.BaseException)) {
    const name = rt.typeOf(exception).name;
    writeError(rt, `TypeError: print_exception(): Exception expected for value, ${name} found\n`);
    return rt.none();
  }
  if (rt.typeId(traceback) === rt.ids.traceback && rt.i32[exception + ExceptionField.Traceback] === 0) {
    rt.replace(exception + ExceptionField.Traceback, rt.incref(traceback));
  }
  writeError(rt, formatException(rt, exception));
  return rt.none();
});

const UNRAISABLE_ARGUMENT: StructSeqDefinition = {
  name: 'UnraisableHookArgs',
  doc: 'UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.',
  fields: ['exc_type', 'exc_value', 'exc_traceback', 'err_msg', 'object'],
};

function unraisableArgument(rt: Runtime, unraisable: Unraisable): Maybe {
  const { exception, message, object } = unraisable;
  const traceback = rt.i32[exception + ExceptionField.Traceback]! as Maybe;
  return newStructSeq(rt, UNRAISABLE_ARGUMENT, [
    rt.incref(rt.typeOf(exception).ref),
    rt.incref(exception),
    rt.incref(orNone(rt, traceback)),
    message === undefined ? rt.none() : rt.str(message),
    rt.incref(orNone(rt, object)),
  ]);
}

const unraisablehook = one('unraisablehook', (rt, value) => {
  if (rt.typeOf(value).name !== UNRAISABLE_ARGUMENT.name) {
    return rt.raise('TypeError', 'sys.unraisablehook argument type must be UnraisableHookArgs');
  }
  const message = tupleItem(rt, value, 3);
  showUnraisable(rt, {
    exception: tupleItem(rt, value, 1),
    message: isStr(rt, message) ? rt.text(message) : undefined,
    object: tupleItem(rt, value, 4),
  });
  return rt.none();
});

/** Tracing is not there; switching it off always works. */
function tracer(name: string): NativeFunction {
  return one(name, (rt, value) => {
    if (value === rt.None) return rt.none();
    return rt.raise('NotImplementedError', `sys.${name}() is not supported by Uroboros yet`);
  });
}

// Facts ------------------------------------------------------------------------------------------------------------

const VERSION_INFO: StructSeqDefinition = {
  name: 'sys.version_info',
  doc: 'sys.version_info\n\nVersion information as a named tuple.',
  fields: ['major', 'minor', 'micro', 'releaselevel', 'serial'],
};

const FLOAT_INFO: StructSeqDefinition = {
  name: 'sys.float_info',
  fields: [
    'max',
    'max_exp',
    'max_10_exp',
    'min',
    'min_exp',
    'min_10_exp',
    'dig',
    'mant_dig',
    'epsilon',
    'radix',
    'rounds',
  ],
};

const HASH_INFO: StructSeqDefinition = {
  name: 'sys.hash_info',
  fields: ['width', 'modulus', 'inf', 'nan', 'imag', 'algorithm', 'hash_bits', 'seed_bits', 'cutoff'],
};

const INT_INFO: StructSeqDefinition = {
  name: 'sys.int_info',
  fields: ['bits_per_digit', 'sizeof_digit', 'default_max_str_digits', 'str_digits_check_threshold'],
};

const FLAGS: StructSeqDefinition = {
  name: 'sys.flags',
  fields: [
    'debug',
    'inspect',
    'interactive',
    'optimize',
    'dont_write_bytecode',
    'no_user_site',
    'no_site',
    'ignore_environment',
    'verbose',
    'bytes_warning',
    'quiet',
    'hash_randomization',
    'isolated',
    'dev_mode',
    'utf8_mode',
    'warn_default_encoding',
    'safe_path',
    'int_max_str_digits',
  ],
};

/** Flags that are not 0: nothing is written beside sources, hashes are not random. */
const FLAG_VALUES: Readonly<Record<string, number | boolean>> = {
  dont_write_bytecode: 1,
  dev_mode: false,
  safe_path: false,
  utf8_mode: 1,
  int_max_str_digits: 4300,
};

type Fact = number | bigint | string | boolean;

function factObject(rt: Runtime, fact: Fact): Maybe {
  switch (typeof fact) {
    case 'boolean':
      return rt.bool(fact);
    case 'string':
      return rt.str(fact);
    case 'bigint':
      return intFromBigInt(rt, fact);
    default:
      return intFromNumber(rt, fact);
  }
}

const facts = (rt: Runtime, definition: StructSeqDefinition, values: readonly Fact[]): Maybe =>
  newStructSeq(
    rt,
    definition,
    values.map((value) => factObject(rt, value)),
  );

function versionInfo(rt: Runtime): Maybe {
  return facts(rt, VERSION_INFO, [...rt.profile.versionInfo, 'final', 0]);
}

function hexVersion(rt: Runtime): number {
  const [major, minor, micro] = rt.profile.versionInfo;
  return major * 2 ** 24 + minor * 2 ** 16 + micro * 2 ** 8 + 0xf0;
}

function floatInfo(rt: Runtime): Maybe {
  const float = (value: number): Maybe => newFloat(rt, value);
  const int = (value: number): Maybe => intFromWord(rt, value);
  const epsilon = Number.EPSILON;
  const values = [
    float(Number.MAX_VALUE),
    int(1024),
    int(308),
    float(2 ** -1022),
    int(-1021),
    int(-307),
    int(15),
    int(53),
    float(epsilon),
    int(2),
    int(1),
  ];
  return newStructSeq(rt, FLOAT_INFO, values);
}

function implementation(rt: Runtime): Maybe {
  const [major, minor] = rt.profile.versionInfo;
  return newNamespace(
    rt,
    dictOf(rt, [
      ['name', rt.str('uroboros')],
      ['cache_tag', rt.str(`uroboros-${major}${minor}`)],
      ['version', versionInfo(rt)],
      ['hexversion', intFromNumber(rt, hexVersion(rt))],
    ]),
  );
}

/** A new list of texts. */
function textList(rt: Runtime, texts: readonly string[]): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  for (const text of texts) {
    const made = rt.str(text);
    if (made === 0) return rt.finish(mark, 0);
    if (!listAppend(rt, list, made)) {
      rt.decref(made);
      return rt.finish(mark, 0);
    }
  }
  return rt.unhold();
}

function textTuple(rt: Runtime, texts: readonly string[]): Maybe {
  const mark = rt.mark();
  for (const text of texts) {
    const made = rt.str(text);
    if (made === 0) return rt.finish(mark, 0);
    rt.hold(made);
  }
  return rt.finish(mark, tupleFromSlots(rt, mark, texts.length));
}

/** A frozenset of texts, owned. */
function textSet(rt: Runtime, texts: readonly string[]): Maybe {
  const mark = rt.mark();
  const tuple = textTuple(rt, texts);
  if (tuple === 0) return 0;
  rt.hold(tuple);
  return rt.finish(mark, rt.call(rt.builtin.frozenset.ref, tuple));
}

/** Sets sys.argv, sys.path, and where the standard library lies: `prefix/lib/python3.13`. */
export function setSysArguments(
  rt: Runtime,
  argv: readonly string[],
  path: readonly string[],
  stdlib: string | undefined,
): boolean {
  const dict = systemDict(rt);
  if (dict === 0) return false;
  const prefix = stdlib?.replace(/\/lib\/[^/]*$/, '') ?? '';
  return storeAll(rt, dict, [
    ['argv', textList(rt, argv)],
    ['path', textList(rt, stdlib === undefined ? path : [...path, stdlib])],
    ['_stdlib_dir', stdlib === undefined ? rt.none() : rt.str(stdlib)],
    ...['prefix', 'exec_prefix', 'base_prefix', 'base_exec_prefix'].map((name) => [name, rt.str(prefix)] as const),
  ]);
}

/** Stores values under names, those that are made of TypeScript values; false on error. */
function storeAll(rt: Runtime, dict: Ref, entries: readonly (readonly [string, Maybe])[]): boolean {
  let stored = true;
  for (const [name, value] of entries) {
    if (stored) stored = storeOwned(rt, dict, name, value);
    else rt.drop(value);
  }
  return stored;
}

function init(rt: Runtime, dict: Ref): boolean {
  registerSystem(rt, dict);
  setUnraisableArgumentMaker(rt, unraisableArgument);
  const [major, minor, micro] = rt.profile.versionInfo;
  return (
    storeAll(rt, dict, [
      ['modules', rt.incref(rt.modules)],
      ['stdin', newStandardStream(rt, 0)],
      ['stdout', newStandardStream(rt, 1)],
      ['stderr', newStandardStream(rt, 2)],
      ['version', rt.str(`${major}.${minor}.${micro} (uroboros 0.1.0) [JavaScript]`)],
      ['version_info', versionInfo(rt)],
      ['hexversion', intFromNumber(rt, hexVersion(rt))],
      ['api_version', intFromWord(rt, 1013)],
      ['implementation', implementation(rt)],
      ['platform', rt.str('linux')],
      ['byteorder', rt.str('little')],
      ['maxsize', intFromBigInt(rt, 2n ** 63n - 1n)],
      ['maxunicode', intFromWord(rt, 0x10ffff)],
      ['float_info', floatInfo(rt)],
      ['float_repr_style', rt.str('short')],
      ['int_info', facts(rt, INT_INFO, [30, 4, 4300, 640])],
      ['hash_info', facts(rt, HASH_INFO, [64, 2n ** 61n - 1n, 314159, 0, 1000003, 'siphash13', 64, 128, 0])],
      [
        'flags',
        facts(
          rt,
          FLAGS,
          FLAGS.fields.map((name) => FLAG_VALUES[name] ?? 0),
        ),
      ],
      ['argv', textList(rt, [''])],
      ['orig_argv', textList(rt, [])],
      ['path', textList(rt, [])],
      ['warnoptions', textList(rt, [])],
      ['meta_path', textList(rt, [])],
      ['path_hooks', textList(rt, [])],
      ['path_importer_cache', newDict(rt)],
      ['builtin_module_names', textTuple(rt, rt.builtinModules.names())],
      ['stdlib_module_names', textSet(rt, stdlibModules(minor!))],
      ['dont_write_bytecode', rt.bool(true)],
      ['pycache_prefix', rt.none()],
      ['executable', rt.str('')],
      ['prefix', rt.str('')],
      ['exec_prefix', rt.str('')],
      ['base_prefix', rt.str('')],
      ['base_exec_prefix', rt.str('')],
      ['platlibdir', rt.str('lib')],
      ['abiflags', rt.str('')],
      ['copyright', rt.str(COPYRIGHT)],
    ]) &&
    ['stdin', 'stdout', 'stderr', 'displayhook', 'excepthook', 'unraisablehook', 'breakpointhook'].every((name) =>
      dictSet(rt, dict, rt.name(`__${name}__`), dictGetStr(rt, dict, rt.name(name)) as Ref),
    )
  );
}

const functions: readonly NativeFunction[] = [
  one('getrefcount', (rt, value) => intFromNumber(rt, rt.refcnt(value))),
  getsizeof,
  internFunction,
  isInterned,
  no('getunicodeinternedsize', (rt) => intFromNumber(rt, rt.interned.size)),
  no('getallocatedblocks', (rt) => intFromNumber(rt, rt.heap.stats().allocatedBlocks)),
  no('_debugmallocstats', (rt) => {
    rt.host.writeError(mallocStats(rt));
    return rt.none();
  }),
  no('_clear_type_cache', (rt) => {
    rt.typeCache.clear();
    return rt.none();
  }),
  no('getrecursionlimit', (rt) => intFromNumber(rt, rt.recursionLimit)),
  setRecursionLimit,
  no('exc_info', excInfo),
  no('exception', (rt) => rt.incref(orNone(rt, handled(rt)))),
  getFrame,
  exit,
  one('displayhook', (rt, value) => (plainDisplay(rt, value) ? rt.none() : 0)),
  excepthook,
  unraisablehook,
  breakpointHook,
  no('getswitchinterval', (rt) => newFloat(rt, 0.005)),
  one('setswitchinterval', (rt, value) => {
    const interval = doubleOf(rt, value);
    if (interval === undefined) return 0;
    if (interval <= 0) return rt.raise('ValueError', 'switch interval must be strictly positive');
    return rt.none();
  }),
  no('gettrace', (rt) => rt.none()),
  tracer('settrace'),
  no('getprofile', (rt) => rt.none()),
  tracer('setprofile'),
  no('is_finalizing', (rt) => rt.bool(false)),
  ...coroutineFunctions,
  audit,
  no('getdefaultencoding', (rt) => rt.str('utf-8')),
  no('getfilesystemencoding', (rt) => rt.str('utf-8')),
  no('getfilesystemencodeerrors', (rt) => rt.str('surrogateescape')),
  no('get_int_max_str_digits', (rt) => intFromWord(rt, rt.maxStrDigits)),
  setMaxStrDigits,
];

/** The version each function came with, where it is not the oldest of all. */
const SINCE: Readonly<Record<string, number>> = { _is_interned: 13, getunicodeinternedsize: 12 };

/** The module sys. */
export const sysModule: NativeModule = {
  name: 'sys',
  doc: 'This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.',
  functions,
  init: (rt, dict) => removeNewer(rt, dict) && init(rt, dict) && addSiteBuiltins(rt),
};

/** Functions that the version does not have yet. */
function removeNewer(rt: Runtime, dict: Ref): boolean {
  return Object.entries(SINCE).every(
    ([name, minor]) => rt.profile.versionInfo[1] >= minor || dictDelete(rt, dict, rt.name(name)) === 1,
  );
}
