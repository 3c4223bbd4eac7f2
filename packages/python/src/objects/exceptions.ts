import type { Ref } from '@uroboros/heap';
import { newException } from '../runtime/errors.js';
import { reprOf, strOf } from '../runtime/operators.js';
import { EXCEPTIONS, type ExceptionName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { unexpectedKeyword } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { assignGenericDict } from './class-assignment.js';
import { dictKeyAt, dictNext, dictValueAt, isDict } from './dict.js';
import {
  reduceAttributeError,
  reduceException,
  reduceImportError,
  reduceOsError,
  stateOfAttributeError,
} from './exception-reduce.js';
import { intValue } from './int.js';
import { ExceptionField } from './layout.js';
import { isList, listAppend, newList } from './list.js';
import { type NativeFunction, oneArg } from './native.js';
import { charactersWritten, initOsError, newOsError, strOsError } from './os-error.js';
import { isStr } from './str.js';
import { tupleSize } from './tuple.js';
import type { NativeMember, TypeObject } from './typeobject.js';
import { isUnicodeError, unicodeErrorParts } from './unicode-errors.js';

/** The exception types. */

/** Fields that a type adds behind those of BaseException, by name, from {@link ExceptionField.Extra} on. */
const EXTRA_FIELDS: Partial<Record<ExceptionName, readonly string[]>> = {
  SystemExit: ['code'],
  StopIteration: ['value'],
  StopAsyncIteration: [],
  NameError: ['name'],
  UnboundLocalError: ['name'],
  AttributeError: ['obj', 'name'],
  ImportError: ['msg', 'name', 'path', 'name_from'],
  ModuleNotFoundError: ['msg', 'name', 'path', 'name_from'],
  OSError: ['errno', 'strerror', 'filename', 'filename2'],
  FileNotFoundError: ['errno', 'strerror', 'filename', 'filename2'],
  PermissionError: ['errno', 'strerror', 'filename', 'filename2'],
  ConnectionError: ['errno', 'strerror', 'filename', 'filename2'],
  SyntaxError: ['msg', 'filename', 'lineno', 'offset', 'end_lineno', 'end_offset', 'text', 'print_file_and_line'],
  IndentationError: ['msg', 'filename', 'lineno', 'offset', 'end_lineno', 'end_offset', 'text', 'print_file_and_line'],
  _IncompleteInputError: [
    'msg',
    'filename',
    'lineno',
    'offset',
    'end_lineno',
    'end_offset',
    'text',
    'print_file_and_line',
  ],
  TabError: ['msg', 'filename', 'lineno', 'offset', 'end_lineno', 'end_offset', 'text', 'print_file_and_line'],
};

/** Word of an extra field of an exception type. */
export function extraWord(index: number): number {
  return ExceptionField.Extra + 2 * index;
}

export function newExceptionInstance(rt: Runtime, type: TypeObject, args: number, count: number): Maybe {
  const tuple = rt.fresh.tuple(args, count);
  if (tuple === 0) return 0;
  const exception = newException(rt, type, tuple);
  if (exception !== 0) return exception;
  rt.decref(tuple);
  return rt.noMemory();
}

/** BaseException.__init__: the arguments become `args`. */
function init(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (kwnames !== 0) {
    rt.raise('TypeError', `${rt.typeOf(self).name}() takes no keyword arguments`);
    return false;
  }
  return setArgs(rt, self, args, count);
}

/** A call of the class hands one tuple of arguments to `__new__` and `__init__`: what the first has stored stays. */
function hasArgs(rt: Runtime, self: Ref, args: number, count: number): boolean {
  const known = rt.i32[self + ExceptionField.Args]! as Maybe;
  if (known === 0 || rt.tupleSize(known) !== count) return false;
  for (let i = 0; i < count; i++) if (rt.tupleItem(known, i) !== rt.i32[args + 2 * i]) return false;
  return true;
}

function setArgs(rt: Runtime, self: Ref, args: number, count: number): boolean {
  if (hasArgs(rt, self, args, count)) return true;
  const tuple = rt.fresh.tuple(args, count);
  if (tuple === 0) return false;
  rt.replace(self + ExceptionField.Args, tuple);
  return true;
}

/** Keyword arguments that fill extra fields (name=, obj=, path=). */
function takeKeywords(
  rt: Runtime,
  self: Ref,
  called: string,
  names: readonly string[],
  allowed: readonly string[],
  values: number,
  kwnames: Maybe,
): boolean {
  const count = kwnames === 0 ? 0 : tupleSize(rt, kwnames);
  if (count > allowed.length) {
    const most = `${allowed.length} keyword argument${allowed.length === 1 ? '' : 's'}`;
    rt.raise('TypeError', `${called}() takes at most ${most} (${count} given)`);
    return false;
  }
  for (let k = 0; k < count; k++) {
    const name = rt.text(rt.tupleItem(kwnames as Ref, k));
    if (!allowed.includes(name)) {
      unexpectedKeyword(rt, called, name);
      return false;
    }
    rt.replace(self + extraWord(names.indexOf(name)), rt.incref(rt.i32[values + 2 * k]! as Ref));
  }
  return true;
}

/** StopIteration.__init__: the first argument is the value too. */
function initStop(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (!init(rt, self, args, count, kwnames)) return false;
  rt.replace(self + extraWord(0), count === 0 ? 0 : rt.incref(rt.i32[args]! as Ref));
  return true;
}

/** `__init__` of a type with fields of their own; messages name that type, whatever class it is called for. */
function initWithFields(
  called: string,
  names: readonly string[],
  keywords: readonly string[],
  positional: readonly string[],
) {
  return (rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean => {
    if (!setArgs(rt, self, args, count)) return false;
    // What an earlier call has set is void.
    names.forEach((_, i) => {
      rt.replace(self + extraWord(i), 0);
    });
    if (!takeKeywords(rt, self, called, names, keywords, args + 2 * count, kwnames)) return false;
    positional.forEach((name, i) => {
      // The message of an ImportError is its only argument.
      const isGiven = name === 'msg' ? count === 1 : i < count;
      if (isGiven) rt.replace(self + extraWord(names.indexOf(name)), rt.incref(rt.i32[args + 2 * i]! as Ref));
    });
    return true;
  };
}

/** str(exception): nothing, the one argument, or all. */
export function strOfArgs(rt: Runtime, self: Ref): Maybe {
  const args = rt.i32[self + ExceptionField.Args]! as Ref;
  switch (tupleSize(rt, args)) {
    case 0:
      return rt.str('');
    case 1:
      return strOf(rt, rt.tupleItem(args, 0));
    default:
      return strOf(rt, args);
  }
}

function reprException(rt: Runtime, self: Ref): Maybe {
  const args = rt.i32[self + ExceptionField.Args]! as Ref;
  const name = rt.typeOf(self).shortName;
  const inner = tupleSize(rt, args) === 1 ? reprOf(rt, rt.tupleItem(args, 0)) : reprOf(rt, args);
  if (inner === 0) return 0;
  const text = rt.text(inner);
  rt.decref(inner);
  return rt.str(tupleSize(rt, args) === 1 ? `${name}(${text})` : `${name}${text}`);
}

/** str(KeyError('x')) shows the key's repr, so that an empty key is seen. */
function strKeyError(rt: Runtime, self: Ref): Maybe {
  const args = rt.i32[self + ExceptionField.Args]! as Ref;
  return tupleSize(rt, args) === 1 ? reprOf(rt, rt.tupleItem(args, 0)) : strOfArgs(rt, self);
}

/** str(ImportError): its message. */
function strImportError(rt: Runtime, self: Ref): Maybe {
  const message = rt.i32[self + extraWord(0)]! as Maybe;
  return message !== 0 && isStr(rt, message) ? rt.incref(message) : strOfArgs(rt, self);
}

/** The line as a C long, −1 out of its range; undefined if it is no int. */
function lineNumber(rt: Runtime, line: Ref): string | undefined {
  const id = rt.typeId(line);
  if (id !== rt.ids.smallInt && id !== rt.ids.bigInt) return undefined;
  const value = intValue(rt, line);
  return String(BigInt.asIntN(64, value) === value ? value : -1);
}

function strSyntaxError(rt: Runtime, self: Ref): Maybe {
  const message = rt.i32[self + extraWord(0)]! as Maybe;
  const text = rt.textOfStr(message === 0 ? rt.None : message);
  if (text === undefined) return 0;
  const filename = rt.i32[self + extraWord(1)]! as Maybe;
  const line = rt.i32[self + extraWord(2)]! as Maybe;
  const where = filename !== 0 && isStr(rt, filename) ? rt.text(filename).split('/').pop()! : undefined;
  const lineText = line === 0 ? undefined : lineNumber(rt, line);
  if (where !== undefined && lineText !== undefined) return rt.str(`${text} (${where}, line ${lineText})`);
  if (where !== undefined) return rt.str(`${text} (${where})`);
  return rt.str(lineText === undefined ? text : `${text} (line ${lineText})`);
}

/** SyntaxError(message, (file, line, offset, text, end line, end offset)) */
function initSyntaxError(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (!init(rt, self, args, count, kwnames)) return false;
  if (count > 0) rt.replace(self + extraWord(0), rt.incref(rt.i32[args]! as Ref));
  if (count !== 2) return true;
  const details = rt.tupleFrom(rt.i32[args + 2]! as Ref);
  if (details === 0) return false;
  const mark = rt.mark();
  rt.hold(details);
  const done = takeDetails(rt, self, details);
  rt.releaseTo(mark);
  return done;
}

/** Where a SyntaxError is: four fields, or six. */
function takeDetails(rt: Runtime, self: Ref, details: Ref): boolean {
  const size = tupleSize(rt, details);
  if (size < 4 || size > 6) {
    const bound = size < 4 ? 'at least 4' : 'at most 6';
    rt.raise('TypeError', `function takes ${bound} arguments (${size} given)`);
    return false;
  }
  const fields = [1, 2, 3, 6, 4, 5];
  fields.forEach((field, i) => {
    rt.replace(self + extraWord(field), i < size ? rt.incref(rt.tupleItem(details, i)) : 0);
  });
  if (size === 5) rt.raise('TypeError', 'end_offset must be provided when end_lineno is provided');
  return size !== 5;
}

/** SystemExit.code: nothing, the one argument, or all of them. */
function initSystemExit(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (!init(rt, self, args, count, kwnames)) return false;
  if (count === 0) return true;
  const code = count === 1 ? (rt.i32[args]! as Ref) : (rt.i32[self + ExceptionField.Args]! as Ref);
  rt.replace(self + ExceptionField.Extra, rt.incref(code));
  return true;
}

const members = (names: readonly string[]): NativeMember[] =>
  names.map((name, i) => ({ name, word: extraWord(i), empty: 'none' }));

const baseSlots = [
  ExceptionField.Dict,
  ExceptionField.Args,
  ExceptionField.Notes,
  ExceptionField.Traceback,
  ExceptionField.Cause,
  ExceptionField.Context,
];

function definition(name: ExceptionName, base: string): BuiltinDefinition {
  const extra = EXTRA_FIELDS[name] ?? [];
  const inherited = EXTRA_FIELDS[base as ExceptionName] ?? [];
  const all = extra.length > 0 ? extra : inherited;
  const made: { -readonly [K in keyof BuiltinDefinition]: BuiltinDefinition[K] } = {
    key: name,
    base: base as BuiltinDefinition['key'],
    layout: () => ({
      // OSError also has a number: how much a write that would block has written.
      basicSize: 72 + 8 * all.length + (all[0] === 'errno' ? 8 : 0),
      gc: true,
      slots: [...baseSlots.map((word) => word * 4), ...all.map((_, i) => extraWord(i) * 4)],
      trashcan: true,
    }),
    slots: { ...SLOTS[name], init: initOf(name), ...(makesItself(name, all) ? { new: newExceptionInstance } : {}) },
    methods: METHODS[name] ?? [],
    attributes: ATTRIBUTES[name] ?? [],
  };
  if (extra.length > 0 && inherited.length === 0) made.members = members(extra);
  return made;
}

/** Whether C gives the type BaseException's `__new__` as its own: it does so where nothing is added. */
function makesItself(name: ExceptionName, fields: readonly string[]): boolean {
  return fields.length === 0 && name !== 'KeyError';
}

/** `__init__` of a type that has none of its own: that of the nearest base. C repeats it in each type. */
function initOf(name: string): NonNullable<BuiltinDefinition['slots']>['init'] {
  const base = EXCEPTIONS.find(([other]) => other === name)?.[1];
  return SLOTS[name as ExceptionName]?.init ?? (base === undefined || name === 'BaseException' ? init : initOf(base));
}

const SLOTS: Partial<Record<ExceptionName, NonNullable<BuiltinDefinition['slots']>>> = {
  KeyError: { str: strKeyError },
  ImportError: {
    str: strImportError,
    init: initWithFields('ImportError', EXTRA_FIELDS.ImportError!, ['name', 'path', 'name_from'], ['msg']),
  },
  OSError: { new: newOsError, str: strOsError, init: initOsError },
  SyntaxError: { str: strSyntaxError, init: initSyntaxError },
  SystemExit: { init: initSystemExit },
  StopIteration: { init: initStop },
  NameError: { str: strOfArgs, init: initWithFields('NameError', ['name'], ['name'], []) },
  AttributeError: { str: strOfArgs, init: initWithFields('AttributeError', ['obj', 'name'], ['obj', 'name'], []) },
};

const ATTRIBUTES: Partial<Record<ExceptionName, BuiltinDefinition['attributes']>> = {
  OSError: [charactersWritten],
};

const METHODS: Partial<Record<ExceptionName, readonly NativeFunction[]>> = {
  ImportError: [reduceImportError],
  AttributeError: [reduceAttributeError, stateOfAttributeError],
  OSError: [reduceOsError],
};

/** Appends to `__notes__`, an ordinary attribute, which the first note makes. */
function addNote(rt: Runtime, self: Ref, note: Ref): boolean {
  const mark = rt.mark();
  const name = rt.name('__notes__');
  let notes = rt.findAttr(self, '__notes__');
  if (notes === 0) {
    if (rt.failed) return false;
    notes = newList(rt, 0);
    if (notes === 0) return false;
    rt.hold(notes);
    if (!rt.setAttr(self, name, notes)) return rt.finish(mark, 0) !== 0;
  } else rt.hold(notes);
  const isRight = isList(rt, notes);
  if (!isRight) rt.raise('TypeError', 'Cannot add note: __notes__ is not a list');
  const done = isRight && listAppend(rt, notes, rt.incref(note));
  rt.releaseTo(mark);
  return done;
}

const baseException: BuiltinDefinition = {
  key: 'BaseException',
  layout: () => ({ basicSize: 72, gc: true, slots: baseSlots.map((word) => word * 4), trashcan: true }),
  slots: {
    new: newExceptionInstance,
    init,
    str: strOfArgs,
    repr: reprException,
  },
  methods: [
    oneArg('with_traceback', (rt, self, traceback) => {
      return rt.setAttr(self, rt.name('__traceback__'), traceback) ? rt.incref(self) : 0;
    }),
    oneArg('add_note', (rt, self, note) => {
      if (!isStr(rt, note)) return rt.raise('TypeError', `note must be a str, not '${rt.typeOf(note).name}'`);
      return addNote(rt, self, note) ? rt.none() : 0;
    }),
    oneArg('__setstate__', (rt, self, state) => {
      if (state === rt.None) return rt.none();
      if (!isDict(rt, state)) return rt.raise('TypeError', 'state is not a dictionary');
      for (let entry = dictNext(rt, state, 0); entry >= 0; entry = dictNext(rt, state, entry + 1)) {
        if (!rt.setAttr(self, dictKeyAt(rt, state, entry), dictValueAt(rt, state, entry) as Ref)) return 0;
      }
      return rt.none();
    }),
    reduceException,
  ],
  attributes: [
    {
      name: 'args',
      get: (rt, self) => rt.incref(rt.i32[self + ExceptionField.Args]! as Ref),
      set: (rt, self, value) => {
        if (value === 0) {
          rt.raise('TypeError', 'args may not be deleted');
          return false;
        }
        const tuple = rt.tupleFrom(value);
        if (tuple === 0) return false;
        rt.replace(self + ExceptionField.Args, tuple);
        return true;
      },
    },
    exceptionField('__traceback__', ExceptionField.Traceback, 'traceback', '__traceback__ must be a traceback or None'),
    exceptionField(
      '__context__',
      ExceptionField.Context,
      'BaseException',
      'exception context must be None or derive from BaseException',
    ),
    {
      ...exceptionField(
        '__cause__',
        ExceptionField.Cause,
        'BaseException',
        'exception cause must be None or derive from BaseException',
      ),
      set: (rt, self, value) => {
        rt.i32[self + ExceptionField.SuppressContext] = 1;
        return exceptionField(
          '__cause__',
          ExceptionField.Cause,
          'BaseException',
          'exception cause must be None or derive from BaseException',
        ).set!(rt, self, value);
      },
    },
    {
      name: '__suppress_context__',
      get: (rt, self) => rt.bool(rt.i32[self + ExceptionField.SuppressContext] === 1),
      set: (rt, self, value) => {
        if (value !== rt.True && value !== rt.False) {
          const text = value === 0 ? "can't delete numeric/char attribute" : 'attribute value type must be bool';
          rt.raise('TypeError', text);
          return false;
        }
        rt.i32[self + ExceptionField.SuppressContext] = value === rt.True ? 1 : 0;
        return true;
      },
    },
    { name: '__dict__', get: (rt, self) => rt.increfMaybe(rt.instanceDict(self)), set: assignGenericDict },
  ],
};

function exceptionField(
  name: string,
  word: number,
  type: 'traceback' | 'BaseException',
  message: string,
): NonNullable<BuiltinDefinition['attributes']>[number] {
  return {
    name,
    get: (rt, self) => {
      const value = rt.i32[self + word]! as Maybe;
      return value === 0 ? rt.none() : rt.incref(value);
    },
    set: (rt, self, value) => {
      if (value === 0) {
        rt.raise('TypeError', `${name} may not be deleted`);
        return false;
      }
      if (value !== rt.None && !rt.typeOf(value).isSubtypeOf(rt.builtin[type])) {
        rt.raise('TypeError', message);
        return false;
      }
      rt.replace(self + word, value === rt.None ? 0 : rt.incref(value));
      return true;
    },
  };
}

/** All exception types, bases first. */
export const exceptionTypes: readonly BuiltinDefinition[] = EXCEPTIONS.map(([name, base]) => {
  if (name === 'BaseException') return baseException;
  const made = definition(name, base);
  return isUnicodeError(name) ? { ...made, ...unicodeErrorParts(name, baseSlots, made.slots) } : made;
});
