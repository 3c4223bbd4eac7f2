import type { Ref } from '@uroboros/heap';
import { argumentAt, unexpectedKeyword } from '../objects/arguments.js';
import { bytesView, isBytes } from '../objects/bytes.js';
import { dictSet } from '../objects/dict.js';
import { intFromWord } from '../objects/int.js';
import { isStr } from '../objects/str.js';
import { decodeBytes, encodeStr } from '../objects/str-codecs.js';
import { tupleFromSlots } from '../objects/tuple.js';
import type { TypeObject } from '../objects/typeobject.js';
import { isTrue } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { raiseSyntaxError } from '../runtime/source.js';
import { allocInstance } from '../runtime/types.js';
import { type ListedToken, PySyntaxError, TokenList } from '../syntax/index.js';
import type { NativeModule } from './module.js';
import { iterSelf } from './module-types.js';
import { type NativeTypeDefinition, nativeType } from './native-type.js';

/** The module _tokenize: the compiler's tokens for programs. An iterator's only reference is to what gives its lines. */

const enum IteratorField {
  ReadLine = 4,
}

/** What an iterator does not hold in memory. */
interface Reading {
  readonly tokens: TokenList;
  /** Its lines are being asked for one: only one can be. */
  isBusy: boolean;
}

const readings = new WeakMap<Runtime, Map<Ref, Reading>>();

function readingsOf(rt: Runtime): Map<Ref, Reading> {
  let known = readings.get(rt);
  if (known === undefined) {
    known = new Map();
    readings.set(rt, known);
  }
  return known;
}

/** The next line, '' at the end; null on error. Runs Python code. */
function readLine(rt: Runtime, self: Ref, encoding: string | undefined): string | null {
  const line = rt.call(rt.i32[self + IteratorField.ReadLine]! as Ref);
  if (line === 0) {
    if (!rt.errorIs(rt.builtin.StopIteration)) return null;
    rt.clearError();
    return '';
  }
  const mark = rt.mark();
  rt.hold(line);
  const text = encoding === undefined ? textLine(rt, line) : decodedLine(rt, line, encoding);
  rt.releaseTo(mark);
  return text;
}

function textLine(rt: Runtime, line: Ref): string | null {
  if (!isStr(rt, line)) {
    rt.raise('TypeError', 'readline() returned a non-string object');
    return null;
  }
  const text = rt.text(line);
  if (!/[\ud800-\udfff]/.test(text)) return text;
  // What has no UTF-8 cannot be read.
  const encoded = encodeStr(rt, line, 'utf-8', 'strict');
  if (encoded === 0) return null;
  rt.decref(encoded);
  return text;
}

function decodedLine(rt: Runtime, line: Ref, encoding: string): string | null {
  if (!isBytes(rt, line)) {
    rt.raise('TypeError', 'readline() returned a non-bytes object');
    return null;
  }
  const decoded = decodeBytes(rt, bytesView(rt, line).slice(), encoding, 'replace');
  if (decoded === 0) return null;
  const text = rt.text(decoded);
  rt.decref(decoded);
  return text;
}

/** tokenizeriter(readline, /, *, extra_tokens, encoding='utf-8') */
function newIterator(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (count !== 1) {
    return rt.raise('TypeError', `tokenizeriter() takes exactly 1 positional argument (${count} given)`);
  }
  let extraTokens: Maybe = 0;
  let encoding: Maybe = 0;
  const keywords = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  for (let k = 0; k < keywords; k++) {
    const name = rt.text(rt.tupleItem(kwnames as Ref, k));
    if (name === 'extra_tokens') extraTokens = argumentAt(rt, args, 1 + k);
    else if (name === 'encoding') encoding = argumentAt(rt, args, 1 + k);
    else return unexpectedKeyword(rt, 'tokenizeriter', name);
  }
  if (extraTokens === 0) {
    return rt.raise('TypeError', "tokenizeriter() missing required argument 'extra_tokens' (pos 2)");
  }
  const isExtra = isTrue(rt, extraTokens);
  if (isExtra < 0) return 0;
  if (encoding !== 0 && !isStr(rt, encoding)) {
    const got = rt.typeOf(encoding).name;
    return rt.raise('TypeError', `tokenizeriter() argument 'encoding' must be str, not ${got}`);
  }
  const encodingName = encoding === 0 ? undefined : rt.text(encoding);
  const self = allocInstance(rt, type);
  if (self === 0) return 0;
  rt.i32[self + IteratorField.ReadLine] = rt.incref(argumentAt(rt, args, 0));
  const tokens = new TokenList(() => readLine(rt, self, encodingName), isExtra === 1);
  readingsOf(rt).set(self, { tokens, isBusy: false });
  return self;
}

function nextToken(rt: Runtime, self: Ref): Maybe {
  const reading = readingsOf(rt).get(self)!;
  if (reading.isBusy) return rt.raise('ValueError', 'tokenizeriter is already reading a line');
  const mark = rt.mark();
  rt.hold(rt.incref(self));
  reading.isBusy = true;
  let token: ListedToken | undefined;
  try {
    token = reading.tokens.next();
  } catch (error) {
    if (!(error instanceof PySyntaxError)) throw error;
    return rt.finish(mark, raiseSyntaxError(rt, error));
  } finally {
    reading.isBusy = false;
  }
  return rt.finish(mark, token === undefined ? 0 : tokenTuple(rt, token));
}

/** (type, text, (line, column), (end line, end column), source) */
function tokenTuple(rt: Runtime, token: ListedToken): Maybe {
  const mark = rt.mark();
  const place = (line: number, col: number): Maybe => ownTuple(rt, [intFromWord(rt, line), intFromWord(rt, col)]);
  const parts = [
    () => intFromWord(rt, token.type),
    () => rt.str(token.text),
    () => place(token.line, token.col),
    () => place(token.endLine, token.endCol),
    () => rt.str(token.source),
  ];
  for (const make of parts) {
    const part = make();
    if (part === 0) return rt.finish(mark, 0);
    rt.hold(part);
  }
  return rt.finish(mark, tupleFromSlots(rt, mark, parts.length));
}

/** A tuple of owned objects, which are dropped if one is missing. */
function ownTuple(rt: Runtime, parts: readonly Maybe[]): Maybe {
  const mark = rt.mark();
  for (const part of parts) if (part !== 0) rt.hold(part);
  return rt.finish(mark, parts.includes(0) ? 0 : tupleFromSlots(rt, mark, parts.length));
}

const tokenizerIter: NativeTypeDefinition = {
  name: '_tokenize.TokenizerIter',
  final: true,
  layout: (rt) => ({
    basicSize: 64,
    slots: [4 * IteratorField.ReadLine],
    tearDown: (object) => readingsOf(rt).delete(object),
  }),
  slots: { new: newIterator, iter: iterSelf, next: nextToken },
};

export const tokenizeModule: NativeModule = {
  name: '_tokenize',
  init: (rt, dict) => dictSet(rt, dict, rt.name('TokenizerIter'), nativeType(rt, tokenizerIter).ref),
};
