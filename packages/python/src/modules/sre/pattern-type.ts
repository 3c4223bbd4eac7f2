import type { Ref } from '@uroboros/heap';
import { dictNext, newDict } from '../../objects/dict.js';
import { intFromWord } from '../../objects/int.js';
import { newCallableIterator } from '../../objects/iterators.js';
import { listAppend, newList } from '../../objects/list.js';
import { finishTuple, newTuple } from '../../objects/tuple.js';
import { Compare } from '../../objects/typeobject.js';
import { compareEqual, hashOf } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { hashBytes, ZERO_SECRET } from '../../text/hash.js';
import type { NativeTypeDefinition } from '../native-type.js';
import { Flag } from './codes.js';
import type { Engine } from './engine.js';
import { newMatch } from './match-object.js';
import { match, Outcome } from './matcher.js';
import { copyMethods, namedMethod, sizeOr } from './methods.js';
import { newScanner } from './scanner-type.js';
import { search } from './search.js';
import { acquireEngine, groupsOf, PatternField, programFor, releaseEngine, sreState } from './state.js';
import { beginText, endText, raiseOutcome, type Subject, sliceGroup, sliceText } from './subject.js';
import { substitute } from './substitute.js';

/** re.Pattern. */

/** What is done with a text, its engine set up. */
type Operation = (rt: Runtime, pattern: Ref, engine: Engine, subject: Subject) => Maybe;

/** Runs an operation on a part of a text. */
export function withText(rt: Runtime, pattern: Ref, string: Ref, from: number, to: number, run: Operation): Maybe {
  const engine = acquireEngine(rt);
  const subject = beginText(rt, engine, pattern, string, from, to);
  let result: Maybe = 0;
  if (subject !== undefined) {
    result = run(rt, pattern, engine, subject);
    endText(rt, subject);
  }
  releaseEngine(rt);
  return result;
}

function answer(rt: Runtime, pattern: Ref, engine: Engine, subject: Subject, outcome: Outcome): Maybe {
  if (outcome === Outcome.Success) return newMatch(rt, pattern, engine, subject);
  return outcome === Outcome.Failure ? rt.none() : raiseOutcome(rt, outcome);
}

const matchHere: Operation = (rt, pattern, engine, subject) =>
  answer(rt, pattern, engine, subject, match(engine, programFor(rt, pattern), 0, true));

const matchAll: Operation = (rt, pattern, engine, subject) => {
  engine.matchAll = true;
  return matchHere(rt, pattern, engine, subject);
};

const searchFirst: Operation = (rt, pattern, engine, subject) =>
  answer(rt, pattern, engine, subject, search(engine, programFor(rt, pattern)));

/** The next search begins where the match just found ends. */
export function goOn(engine: Engine): void {
  engine.mustAdvance = engine.at === engine.start;
  engine.start = engine.at;
}

/** What findall gives for a match: its text, that of its group, or those of its groups. */
function found(rt: Runtime, groups: number, engine: Engine, subject: Subject): Maybe {
  const { begin } = engine;
  if (groups === 0) {
    return sliceText(rt, subject.string, subject.isBytes, engine.start - begin, engine.at - begin);
  }
  if (groups === 1) return sliceGroup(rt, engine, subject, 1, true);
  const tuple = newTuple(rt, groups);
  if (tuple === 0) return 0;
  const mark = rt.mark();
  rt.hold(tuple);
  for (let group = 1; group <= groups; group++) {
    const text = sliceGroup(rt, engine, subject, group, true);
    if (text === 0) return rt.finish(mark, 0);
    rt.i32[tuple + 4 + 2 * group] = text;
  }
  return finishTuple(rt, rt.unhold());
}

/** Appends what is owned by nobody else; false on error. */
export function appendOwned(rt: Runtime, list: Ref, owned: Maybe): boolean {
  if (owned === 0) return false;
  if (listAppend(rt, list, owned)) return true;
  rt.decref(owned);
  return false;
}

const findAll: Operation = (rt, pattern, engine, subject) => {
  const program = programFor(rt, pattern);
  const groups = groupsOf(rt, pattern);
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  while (engine.start <= engine.end) {
    engine.reset();
    const outcome = search(engine, program);
    if (outcome === Outcome.Failure) break;
    if (outcome !== Outcome.Success) return rt.finish(mark, raiseOutcome(rt, outcome));
    if (!appendOwned(rt, list, found(rt, groups, engine, subject))) return rt.finish(mark, 0);
    goOn(engine);
  }
  return rt.unhold();
};

function splitting(most: number): Operation {
  return (rt, pattern, engine, subject) => {
    const program = programFor(rt, pattern);
    const groups = groupsOf(rt, pattern);
    const { string, isBytes } = subject;
    const { begin } = engine;
    const list = newList(rt, 0);
    if (list === 0) return 0;
    const mark = rt.mark();
    rt.hold(list);
    let last = 0;
    for (let count = 0; most === 0 || count < most; count++) {
      engine.reset();
      const outcome = search(engine, program);
      if (outcome === Outcome.Failure) break;
      if (outcome !== Outcome.Success) return rt.finish(mark, raiseOutcome(rt, outcome));
      const piece = sliceText(rt, string, isBytes, last, engine.start - begin);
      if (!appendOwned(rt, list, piece)) return rt.finish(mark, 0);
      for (let group = 1; group <= groups; group++) {
        if (!appendOwned(rt, list, sliceGroup(rt, engine, subject, group, false))) return rt.finish(mark, 0);
      }
      goOn(engine);
      last = engine.start - begin;
    }
    const rest = sliceText(rt, string, isBytes, last, subject.endPosition);
    return appendOwned(rt, list, rest) ? rt.unhold() : rt.finish(mark, 0);
  };
}

/** An iterator over all matches: it calls the method `search` of a scanner until that returns None. */
function findIter(rt: Runtime, pattern: Ref, string: Ref, from: number, to: number): Maybe {
  const mark = rt.mark();
  const scanner = newScanner(rt, pattern, string, from, to);
  if (scanner === 0) return 0;
  rt.hold(scanner);
  const next = rt.getAttrText(scanner, 'search');
  if (next === 0) return rt.finish(mark, 0);
  rt.hold(next);
  return rt.finish(mark, newCallableIterator(rt, next, rt.None));
}

const SEARCH_SIGNATURE = '($self, /, string, pos=0, endpos=sys.maxsize)';

/** A method that takes a text and the part of it to be searched. */
function partMethod(
  name: string,
  code: (rt: Runtime, pattern: Ref, string: Ref, from: number, to: number) => Maybe,
  doc?: string,
) {
  return namedMethod(
    name,
    ['string', 'pos', 'endpos'],
    1,
    SEARCH_SIGNATURE,
    (rt, self, values) => {
      const from = sizeOr(rt, values[1]!, 0);
      const to = from === undefined ? undefined : sizeOr(rt, values[2]!, Number.MAX_SAFE_INTEGER);
      return from === undefined || to === undefined ? 0 : code(rt, self, values[0] as Ref, from, to);
    },
    doc,
  );
}

const operation =
  (run: Operation) =>
  (rt: Runtime, pattern: Ref, string: Ref, from: number, to: number): Maybe =>
    withText(rt, pattern, string, from, to, run);

function substitution(name: string, counted: boolean, doc: string) {
  const signature = '($self, /, repl, string, count=0)';
  return namedMethod(
    name,
    ['repl', 'string', 'count'],
    2,
    signature,
    (rt, self, [replacement, string, most]) => {
      const count = sizeOr(rt, most!, 0);
      return count === undefined ? 0 : substitute(rt, self, replacement as Ref, string as Ref, count, counted);
    },
    doc,
  );
}

// What a pattern says about itself -------------------------------------------------------------------------------------------

const FLAG_NAMES: readonly (readonly [number, string])[] = [
  [Flag.IgnoreCase, 're.IGNORECASE'],
  [Flag.Locale, 're.LOCALE'],
  [Flag.Multiline, 're.MULTILINE'],
  [Flag.DotAll, 're.DOTALL'],
  [Flag.Unicode, 're.UNICODE'],
  [Flag.Verbose, 're.VERBOSE'],
  [Flag.Debug, 're.DEBUG'],
  [Flag.Ascii, 're.ASCII'],
];

function patternRepr(rt: Runtime, self: Ref): Maybe {
  let flags = rt.i32[self + PatternField.Flags]!;
  const kinds = flags & (Flag.Locale | Flag.Unicode | Flag.Ascii);
  if (rt.i32[self + PatternField.IsBytes] === 0 && kinds === Flag.Unicode) flags &= ~Flag.Unicode;
  const names: string[] = [];
  for (const [bit, name] of FLAG_NAMES) {
    if ((flags & bit) === 0) continue;
    names.push(name);
    flags &= ~bit;
  }
  if (flags !== 0) names.push(`0x${(flags >>> 0).toString(16)}`);
  const text = rt.textOfRepr(rt.i32[self + PatternField.Pattern]! as Ref);
  if (text === undefined) return 0;
  const shown = shorten(text, 200);
  return rt.str(`re.compile(${[shown, ...(names.length === 0 ? [] : [names.join('|')])].join(', ')})`);
}

/** The first characters of a text, surrogate pairs counted as one. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : Array.from(text).slice(0, length).join('');
}

const halves = new Int32Array(2);

function patternHash(rt: Runtime, self: Ref): boolean {
  const { i32 } = rt;
  if (!hashOf(rt, i32[self + PatternField.Pattern]! as Ref)) return false;
  const size = i32[self + PatternField.CodeSize]!;
  const isBytes = i32[self + PatternField.IsBytes]!;
  const { hashLow, hashHigh } = rt;
  hashBytes(rt.u8, 4 * (self + PatternField.Code), 4 * size, ZERO_SECRET, halves);
  rt.hashLow = hashLow ^ halves[0]! ^ i32[self + PatternField.Flags]! ^ isBytes ^ size;
  rt.hashHigh = hashHigh ^ halves[1]! ^ (isBytes >> 31);
  if (rt.hashLow === -1 && rt.hashHigh === -1) rt.hashLow = -2;
  return true;
}

function sameProgram(rt: Runtime, a: Ref, b: Ref): boolean {
  const { i32 } = rt;
  for (const field of [PatternField.Flags, PatternField.IsBytes, PatternField.CodeSize]) {
    if (i32[a + field] !== i32[b + field]) return false;
  }
  const end = PatternField.Code + i32[a + PatternField.CodeSize]!;
  for (let word = PatternField.Code; word < end; word++) if (i32[a + word] !== i32[b + word]) return false;
  return true;
}

function patternCompare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if ((op !== Compare.Eq && op !== Compare.Ne) || rt.typeOf(other) !== rt.typeOf(self)) return rt.notImplemented();
  let equal = self === other ? 1 : 0;
  if (equal === 0 && sameProgram(rt, self, other)) {
    equal = compareEqual(rt, rt.i32[self + PatternField.Pattern]! as Ref, rt.i32[other + PatternField.Pattern]! as Ref);
    if (equal < 0) return 0;
  }
  return rt.bool((equal === 1) === (op === Compare.Eq));
}

function groupIndex(rt: Runtime, self: Ref): Maybe {
  const dict = rt.i32[self + PatternField.GroupIndex]! as Maybe;
  return dict === 0 ? newDict(rt) : rt.mappingProxy(dict);
}

/** Whether a dictionary has entries. */
export function hasEntries(rt: Runtime, dict: Ref): boolean {
  return dictNext(rt, dict, 0) >= 0;
}

export const patternType: NativeTypeDefinition = {
  name: 're.Pattern',
  doc: 'Compiled regular expression object.',
  final: true,
  generic: true,
  layout: (rt) => ({
    basicSize: 96,
    itemSize: 4,
    gc: true,
    slots: [32, 40, 48],
    weakList: 64,
    tearDown: (pattern) => {
      const state = sreState(rt);
      const number = rt.i32[pattern + PatternField.Program]!;
      if (number === 0) return;
      rt.i32[pattern + PatternField.Program] = 0;
      state.programs[number] = undefined;
      state.freePrograms.push(number);
    },
  }),
  slots: {
    new: (rt) => rt.raise('TypeError', "cannot create 're.Pattern' instances"),
    repr: patternRepr,
    hash: patternHash,
    compare: patternCompare,
  },
  methods: [
    partMethod('match', operation(matchHere), 'Matches zero or more characters at the beginning of the string.'),
    partMethod('fullmatch', operation(matchAll), 'Matches against all of the string.'),
    partMethod(
      'search',
      operation(searchFirst),
      'Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches.',
    ),
    substitution(
      'sub',
      false,
      'Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.',
    ),
    substitution(
      'subn',
      true,
      'Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.',
    ),
    partMethod('findall', operation(findAll), 'Return a list of all non-overlapping matches of pattern in string.'),
    namedMethod(
      'split',
      ['string', 'maxsplit'],
      1,
      '($self, /, string, maxsplit=0)',
      (rt, self, [string, most]) => {
        const count = sizeOr(rt, most!, 0);
        if (count === undefined) return 0;
        return withText(rt, self, string as Ref, 0, Number.MAX_SAFE_INTEGER, splitting(count));
      },
      'Split string by the occurrences of pattern.',
    ),
    partMethod(
      'finditer',
      findIter,
      'Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match object.',
    ),
    partMethod('scanner', newScanner),
    ...copyMethods(),
  ],
  attributes: [{ name: 'groupindex', get: groupIndex, doc: 'A dictionary mapping group names to group numbers.' }],
  members: [
    {
      name: 'pattern',
      word: PatternField.Pattern,
      readonly: true,
      doc: 'The pattern string from which the RE object was compiled.',
    },
    {
      name: 'flags',
      get: (rt, self) => intFromWord(rt, rt.i32[self + PatternField.Flags]!),
      readonly: true,
      doc: 'The regex matching flags.',
    },
    {
      name: 'groups',
      get: (rt, self) => intFromWord(rt, rt.i32[self + PatternField.Groups]!),
      readonly: true,
      doc: 'The number of capturing groups in the pattern.',
    },
  ],
};
