import type { Ref } from '@uroboros/heap';
import { argumentAt } from '../../objects/arguments.js';
import { dictGet, dictKeyAt, dictNext, dictSet, newDict } from '../../objects/dict.js';
import { intFromWord, isInt } from '../../objects/int.js';
import { positional } from '../../objects/native.js';
import { finishTuple, newTuple, tupleItem, tupleOf, tupleSize } from '../../objects/tuple.js';
import { indexAsSize } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { NativeTypeDefinition } from '../native-type.js';
import { copyMethods, namedMethod } from './methods.js';
import { shorten } from './pattern-type.js';
import { MatchField, PatternField } from './state.js';
import { releaseText, sliceText, textOf } from './subject.js';
import { expand } from './template-type.js';

/** re.Match. */

const startWord = (self: Ref, group: number): number => self + MatchField.Marks + 4 * group;

/** The text of a group; what stands for it if the group took no part. */
export function groupText(rt: Runtime, self: Ref, group: number, fallback: Ref): Maybe {
  const { i32 } = rt;
  const string = i32[self + MatchField.String]! as Ref;
  const start = i32[startWord(self, group)]!;
  if (string === rt.None || start < 0) return rt.incref(fallback);
  const stop = i32[startWord(self, group) + 2]!;
  const text = textOf(rt, string);
  if (text === undefined) return 0;
  releaseText(rt, string, text.exported);
  // The text of a bytearray may have become shorter.
  return sliceText(rt, string, text.isBytes, Math.min(start, text.length), Math.min(stop, text.length));
}

/** The number of a group, given by its number or name; −1 on error. */
function groupNumber(rt: Runtime, self: Ref, index: Ref): number {
  let number: number | undefined = -1;
  if (isInt(rt, index) || rt.typeOf(index).slots.index !== undefined) number = indexAsSize(rt, index, undefined);
  else {
    const pattern = rt.i32[self + MatchField.Pattern]! as Ref;
    const dict = rt.i32[pattern + PatternField.GroupIndex]! as Maybe;
    const found = dict === 0 ? 0 : dictGet(rt, dict, index);
    if (found !== 0 && isInt(rt, found)) number = indexAsSize(rt, found, undefined);
  }
  if (number !== undefined && number >= 0 && number < rt.i32[self + MatchField.Groups]!) return number;
  if (!rt.failed) rt.raise('IndexError', 'no such group');
  return -1;
}

function groupOf(rt: Runtime, self: Ref, index: Ref, fallback: Ref): Maybe {
  const number = groupNumber(rt, self, index);
  return number < 0 ? 0 : groupText(rt, self, number, fallback);
}

/** group(): several groups are a tuple. */
function group(rt: Runtime, self: Ref, args: number, count: number): Maybe {
  if (count === 0) return groupText(rt, self, 0, rt.None);
  if (count === 1) return groupOf(rt, self, argumentAt(rt, args, 0), rt.None);
  return tupleOfTexts(rt, count, (i) => groupOf(rt, self, argumentAt(rt, args, i), rt.None));
}

function tupleOfTexts(rt: Runtime, count: number, textAt: (index: number) => Maybe): Maybe {
  const tuple = newTuple(rt, count);
  if (tuple === 0 || count === 0) return tuple;
  const mark = rt.mark();
  rt.hold(tuple);
  for (let i = 0; i < count; i++) {
    const text = textAt(i);
    if (text === 0) return rt.finish(mark, 0);
    rt.i32[tuple + 6 + 2 * i] = text;
  }
  return finishTuple(rt, rt.unhold());
}

function groupDict(rt: Runtime, self: Ref, fallback: Ref): Maybe {
  const mark = rt.mark();
  const result = newDict(rt);
  if (result === 0) return 0;
  rt.hold(result);
  const pattern = rt.i32[self + MatchField.Pattern]! as Ref;
  const names = rt.i32[pattern + PatternField.GroupIndex]! as Maybe;
  for (let entry = names === 0 ? -1 : dictNext(rt, names as Ref, 0); entry >= 0; ) {
    const name = rt.hold(rt.incref(dictKeyAt(rt, names as Ref, entry)));
    const text = groupOf(rt, self, name, fallback);
    if (text === 0) return rt.finish(mark, 0);
    rt.hold(text);
    if (!dictSet(rt, result, name, text)) return rt.finish(mark, 0);
    rt.decref(rt.unhold());
    rt.decref(rt.unhold());
    entry = dictNext(rt, names as Ref, entry + 1);
  }
  return rt.unhold();
}

/** The boundaries of a group as a tuple. */
function pair(rt: Runtime, self: Ref, number: number): Maybe {
  const mark = rt.mark();
  for (const word of [startWord(self, number), startWord(self, number) + 2]) {
    const bound = intFromWord(rt, rt.i32[word]!);
    if (bound === 0) return rt.finish(mark, 0);
    rt.hold(bound);
  }
  const span = tupleOf(rt, rt.i32[mark]! as Ref, rt.i32[mark + 2]! as Ref);
  return rt.finish(mark, span);
}

/** A method that takes the number or name of a group, 0 if it is not given. */
function boundMethod(name: string, code: (rt: Runtime, self: Ref, number: number) => Maybe, doc: string) {
  const native = positional(
    name,
    0,
    1,
    (rt, self, args, count) => {
      const number = count === 0 ? 0 : groupNumber(rt, self, argumentAt(rt, args, 0));
      return number < 0 ? 0 : code(rt, self, number);
    },
    doc,
  );
  return { ...native, signature: '($self, group=0, /)' };
}

function regs(rt: Runtime, self: Ref): Maybe {
  const known = rt.i32[self + MatchField.Regs]! as Maybe;
  if (known !== 0) return rt.incref(known);
  const made = tupleOfTexts(rt, rt.i32[self + MatchField.Groups]!, (i) => pair(rt, self, i));
  if (made !== 0) rt.replace(self + MatchField.Regs, rt.incref(made));
  return made;
}

function lastGroup(rt: Runtime, self: Ref): Maybe {
  const pattern = rt.i32[self + MatchField.Pattern]! as Ref;
  const names = rt.i32[pattern + PatternField.IndexGroup]! as Maybe;
  const index = rt.i32[self + MatchField.LastIndex]!;
  if (names === 0 || index < 0 || index >= tupleSize(rt, names)) return rt.none();
  return rt.incref(tupleItem(rt, names, index));
}

function matchRepr(rt: Runtime, self: Ref): Maybe {
  const text = groupText(rt, self, 0, rt.None);
  if (text === 0) return 0;
  const mark = rt.mark();
  rt.hold(text);
  const shown = rt.textOfRepr(text);
  rt.releaseTo(mark);
  if (shown === undefined) return 0;
  const span = `(${rt.i32[startWord(self, 0)]}, ${rt.i32[startWord(self, 0) + 2]})`;
  return rt.str(`<${rt.typeOf(self).name} object; span=${span}, match=${shorten(shown, 50)}>`);
}

const word = (field: MatchField) => (rt: Runtime, self: Ref) => intFromWord(rt, rt.i32[self + field]!);

export const matchType: NativeTypeDefinition = {
  name: 're.Match',
  doc: 'The result of re.match() and re.search().\nMatch objects always have a boolean value of True.',
  final: true,
  generic: true,
  layout: () => ({ basicSize: 88, itemSize: 8, gc: true, slots: [24, 32, 40] }),
  slots: {
    new: (rt) => rt.raise('TypeError', "cannot create 're.Match' instances"),
    repr: matchRepr,
    getItem: (rt, self, key) => groupOf(rt, self, key, rt.None),
  },
  methods: [
    positional(
      'group',
      0,
      Number.MAX_SAFE_INTEGER,
      group,
      'group([group1, ...]) -> str or tuple.\n    Return subgroup(s) of the match by indices or names.\n    For 0 returns the entire match.',
    ),
    boundMethod(
      'start',
      (rt, self, number) => intFromWord(rt, rt.i32[startWord(self, number)]!),
      'Return index of the start of the substring matched by group.',
    ),
    boundMethod(
      'end',
      (rt, self, number) => intFromWord(rt, rt.i32[startWord(self, number) + 2]!),
      'Return index of the end of the substring matched by group.',
    ),
    boundMethod('span', pair, 'For match object m, return the 2-tuple (m.start(group), m.end(group)).'),
    namedMethod(
      'groups',
      ['default'],
      0,
      '($self, /, default=None)',
      (rt, self, [fallback]) =>
        tupleOfTexts(rt, rt.i32[self + MatchField.Groups]! - 1, (i) => groupText(rt, self, i + 1, fallback || rt.None)),
      'Return a tuple containing all the subgroups of the match, from 1.\n\n  default\n    Is used for groups that did not participate in the match.',
    ),
    namedMethod(
      'groupdict',
      ['default'],
      0,
      '($self, /, default=None)',
      (rt, self, [fallback]) => groupDict(rt, self, fallback || rt.None),
      'Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.\n\n  default\n    Is used for groups that did not participate in the match.',
    ),
    namedMethod(
      'expand',
      ['template'],
      1,
      '($self, /, template)',
      (rt, self, [template]) => expand(rt, self, template as Ref),
      'Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.',
    ),
    ...copyMethods(),
  ],
  attributes: [
    {
      name: 'lastindex',
      get: (rt, self) =>
        rt.i32[self + MatchField.LastIndex]! < 0 ? rt.none() : intFromWord(rt, rt.i32[self + MatchField.LastIndex]!),
      doc: 'The integer index of the last matched capturing group.',
    },
    { name: 'lastgroup', get: lastGroup, doc: 'The name of the last matched capturing group.' },
    { name: 'regs', get: regs },
  ],
  members: [
    { name: 'string', word: MatchField.String, readonly: true, doc: 'The string passed to match() or search().' },
    { name: 're', word: MatchField.Pattern, readonly: true, doc: 'The regular expression object.' },
    {
      name: 'pos',
      get: word(MatchField.Position),
      readonly: true,
      doc: 'The index into the string at which the RE engine started looking for a match.',
    },
    {
      name: 'endpos',
      get: word(MatchField.EndPosition),
      readonly: true,
      doc: 'The index into the string beyond which the RE engine will not go.',
    },
  ],
};
