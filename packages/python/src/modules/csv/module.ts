import type { Ref } from '@uroboros/heap';
import { dictDelete, dictGet, dictSet } from '../../objects/dict.js';
import { intFromNumber, intFromWord, intNumber } from '../../objects/int.js';
import { checkCount, type NativeFunction } from '../../objects/native.js';
import { isStr } from '../../objects/str.js';
import { findAttr } from '../../runtime/attributes.js';
import { getIter } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import { functionNoArgs } from '../functions.js';
import { type NativeModule, storeOwned } from '../module.js';
import { namedFunction } from '../named-function.js';
import { nativeType } from '../native-type.js';
import { dialectType, newDialect } from './dialect.js';
import { ReaderWord, readerType } from './reader.js';
import { csvError, csvState, dialectNamed } from './state.js';
import { WriterWord, writerType } from './writer.js';

/** The module _csv. */

/** A function of something and of a dialect with changes: `code` gets the dialect owned, in a slot. */
function withDialect(
  name: string,
  first: (rt: Runtime, value: Ref) => Maybe,
  code: (rt: Runtime, made: Ref, dialect: Ref) => Maybe,
): NativeFunction {
  return {
    name,
    doc: undefined,
    signature: '',
    code: (rt, args, count, kwnames) => {
      if (!checkCount(rt, '', count, 1, 2)) return 0;
      const mark = rt.mark();
      const made = first(rt, rt.i32[args]! as Ref);
      if (made === 0) return 0;
      rt.hold(made);
      const dialect = newDialect(rt, nativeType(rt, dialectType), args + 2, count - 1, kwnames);
      if (dialect === 0) return rt.finish(mark, 0);
      rt.hold(dialect);
      return rt.finish(mark, code(rt, made, dialect));
    },
  };
}

const reader = withDialect('reader', getIter, (rt, lines, dialect) => {
  const object = allocInstance(rt, nativeType(rt, readerType));
  if (object === 0) return 0;
  rt.i32[object + ReaderWord.Lines] = rt.incref(lines);
  rt.i32[object + ReaderWord.Dialect] = rt.incref(dialect);
  return object;
});

/** The method `write` of a file. */
function writeOf(rt: Runtime, file: Ref): Maybe {
  const write = findAttr(rt, file, rt.name('write'));
  if (write !== 0 && rt.isCallable(write)) return write;
  if (write !== 0) rt.decref(write);
  return rt.failed ? 0 : rt.raise('TypeError', 'argument 1 must have a "write" method');
}

const writer = withDialect('writer', writeOf, (rt, write, dialect) => {
  const object = allocInstance(rt, nativeType(rt, writerType));
  if (object === 0) return 0;
  rt.i32[object + WriterWord.Write] = rt.incref(write);
  rt.i32[object + WriterWord.Dialect] = rt.incref(dialect);
  return object;
});

function dialectName(rt: Runtime, name: Ref): Maybe {
  return isStr(rt, name) ? rt.incref(name) : rt.raise('TypeError', 'dialect name must be a string');
}

const registerDialect = withDialect('register_dialect', dialectName, (rt, name, dialect) =>
  dictSet(rt, csvState(rt).dialects, name, dialect) ? rt.none() : 0,
);

const unregisterDialect = namedFunction('unregister_dialect', 'name', (rt, [name]) => {
  const { dialects } = csvState(rt);
  if (dictGet(rt, dialects, name as Ref) === 0) return rt.failed ? 0 : csvError(rt, 'unknown dialect');
  return dictDelete(rt, dialects, name as Ref) < 0 ? 0 : rt.none();
});

const getDialect = namedFunction('get_dialect', 'name', (rt, [name]) => rt.increfMaybe(dialectNamed(rt, name as Ref)));

const listDialects = functionNoArgs('_csv', 'list_dialects', (rt) => {
  return rt.call(rt.builtin.list.ref, csvState(rt).dialects);
});

const LONGEST = 2 ** 63;

const fieldSizeLimit = namedFunction('field_size_limit', 'new_limit=<unrepresentable>', (rt, [limit = 0]) => {
  const state = csvState(rt);
  const before = intFromNumber(rt, state.fieldLimit);
  if (limit === 0 || before === 0) return before;
  const mark = rt.mark();
  rt.hold(before);
  if (rt.typeOf(limit) !== rt.builtin.int) return rt.finish(mark, rt.raise('TypeError', 'limit must be an integer'));
  const number = intNumber(rt, limit);
  if (!(number < LONGEST && number >= -LONGEST)) {
    return rt.finish(mark, rt.raise('OverflowError', 'Python int too large to convert to C long'));
  }
  state.fieldLimit = number;
  return rt.unhold();
});

const QUOTING = ['QUOTE_MINIMAL', 'QUOTE_ALL', 'QUOTE_NONNUMERIC', 'QUOTE_NONE', 'QUOTE_STRINGS', 'QUOTE_NOTNULL'];
/** The last two came with 3.12. The library is 3.13's under every profile, and imports them. */
const addQuoting = (rt: Runtime, dict: Ref): boolean =>
  QUOTING.every((name, value) => storeOwned(rt, dict, name, intFromWord(rt, value)));

export const csvModule: NativeModule = {
  name: '_csv',
  doc: 'CSV parsing and writing.\n',
  functions: [listDialects, registerDialect, unregisterDialect, getDialect, fieldSizeLimit, reader, writer],
  init: (rt, dict) =>
    addQuoting(rt, dict) &&
    dictSet(rt, dict, rt.name('_dialects'), csvState(rt).dialects) &&
    dictSet(rt, dict, rt.name('Error'), csvState(rt).error) &&
    dictSet(rt, dict, rt.name('Dialect'), nativeType(rt, dialectType).ref) &&
    dictSet(rt, dict, rt.name('Reader'), nativeType(rt, readerType).ref) &&
    dictSet(rt, dict, rt.name('Writer'), nativeType(rt, writerType).ref),
};
