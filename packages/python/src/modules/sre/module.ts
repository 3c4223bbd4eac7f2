import type { Ref } from '@uroboros/heap';
import { bindParameters, cInt, givenType, sizeArgument } from '../../objects/arguments.js';
import { isDict } from '../../objects/dict.js';
import { intFromNumber, intFromWord, intNumber, isInt } from '../../objects/int.js';
import { isList, listItem, listSize } from '../../objects/list.js';
import type { NativeFunction } from '../../objects/native.js';
import { isTuple, tupleSize } from '../../objects/tuple.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { functionNoArgs, functionOneArg, functionPositional } from '../functions.js';
import { type NativeModule, storeOwned } from '../module.js';
import { nativeType } from '../native-type.js';
import { lowerAscii, lowerUnicode, upperUnicode } from './characters.js';
import { MAX_GROUPS, MAX_REPEAT } from './codes.js';
import { matchType } from './match-type.js';
import { hasEntries, patternType } from './pattern-type.js';
import { scannerType } from './scanner-type.js';
import { PatternField, sreState } from './state.js';
import { releaseText, textOf } from './subject.js';
import { newTemplate, templateType } from './template-type.js';
import { programOf } from './validate.js';

/** The module _sre: the matcher behind re, whose compiler is the library's. */

/** What re._constants of the library must say, so that both mean the same by the words of a program. */
const MAGIC = 20230612;

/** Reads the words of a program into a pattern object; false on error. */
function readCode(rt: Runtime, pattern: Ref, list: Ref): boolean {
  const size = listSize(rt, list);
  for (let i = 0; i < size; i++) {
    const item = listItem(rt, list, i);
    if (!isInt(rt, item)) {
      rt.raise('TypeError', 'an integer is required');
      return false;
    }
    const number = intNumber(rt, item);
    if (!(number >= 0 && number <= MAX_REPEAT)) {
      const message =
        number < 0 ? "can't convert negative value to unsigned int" : 'regular expression code size limit exceeded';
      rt.raise('OverflowError', message);
      return false;
    }
    rt.i32[pattern + PatternField.Code + i] = number | 0;
  }
  return true;
}

/** Checks a pattern's words and gives the program its number; false on error. */
function addProgram(rt: Runtime, pattern: Ref, groups: number): boolean {
  const state = sreState(rt);
  const first = pattern + PatternField.Code;
  const program = programOf(rt.i32.slice(first, first + rt.i32[pattern + PatternField.CodeSize]!), groups);
  if (program === undefined) {
    rt.raise('RuntimeError', 'invalid SRE code');
    return false;
  }
  if (program === null) {
    rt.raise('RecursionError', 'maximum recursion depth exceeded');
    return false;
  }
  const number = state.freePrograms.pop() ?? state.programs.push(undefined) - 1;
  state.programs[number] = program;
  rt.i32[pattern + PatternField.Program] = number;
  return true;
}

/** Whether a source is bytes (1), str (0) or missing (−1); undefined on error. */
function kindOf(rt: Runtime, source: Ref): number | undefined {
  if (source === rt.None) return -1;
  const text = textOf(rt, source);
  if (text === undefined) return undefined;
  releaseText(rt, source, text.exported);
  return text.isBytes ? 1 : 0;
}

function newPattern(
  rt: Runtime,
  source: Ref,
  flags: number,
  code: Ref,
  groups: number,
  groupIndex: Ref,
  indexGroup: Ref,
): Maybe {
  const size = listSize(rt, code);
  const pattern = rt.heap.objects.allocateVar(sreState(rt).pattern.typeId, size);
  if (pattern === 0) return rt.noMemory();
  const { i32 } = rt;
  const mark = rt.mark();
  rt.hold(pattern);
  rt.heap.objects.track(pattern);
  i32[pattern + PatternField.CodeSize] = size;
  if (!readCode(rt, pattern, code)) return rt.finish(mark, 0);
  const kind = kindOf(rt, source);
  if (kind === undefined) return rt.finish(mark, 0);
  i32[pattern + PatternField.IsBytes] = kind;
  i32[pattern + PatternField.Pattern] = rt.incref(source);
  i32[pattern + PatternField.Flags] = flags;
  i32[pattern + PatternField.Groups] = groups;
  if (hasEntries(rt, groupIndex)) {
    i32[pattern + PatternField.GroupIndex] = rt.incref(groupIndex);
    if (tupleSize(rt, indexGroup) > 0) i32[pattern + PatternField.IndexGroup] = rt.incref(indexGroup);
  }
  return addProgram(rt, pattern, groups) ? rt.unhold() : rt.finish(mark, 0);
}

const COMPILE = {
  function: 'compile',
  names: ['pattern', 'flags', 'code', 'groups', 'groupindex', 'indexgroup'],
  required: 6,
};

const compile: NativeFunction = {
  name: 'compile',
  doc: undefined,
  signature: '($module, /, pattern, flags, code, groups, groupindex,\n        indexgroup)',
  code: (rt, args, count, kwnames) => {
    const values = bindParameters(rt, COMPILE, args, count, kwnames);
    if (values === undefined) return 0;
    const [source, flagsValue, code, groupsValue, groupIndex, indexGroup] = values as Ref[];
    const flags = cInt(rt, flagsValue!);
    if (flags === undefined) return 0;
    const wrong = (name: string, wanted: string, got: Ref): 0 =>
      rt.raise('TypeError', `compile() argument '${name}' must be ${wanted}, not ${givenType(rt, got)}`);
    if (!isList(rt, code!)) return wrong('code', 'list', code!);
    const groups = sizeArgument(rt, groupsValue!);
    if (groups === undefined) return 0;
    if (!isDict(rt, groupIndex!)) return wrong('groupindex', 'dict', groupIndex!);
    if (!isTuple(rt, indexGroup!)) return wrong('indexgroup', 'tuple', indexGroup!);
    return newPattern(rt, source!, flags, code!, groups, groupIndex!, indexGroup!);
  },
};

/** A function of one character, given as a number. */
function characterFunction(name: string, code: (rt: Runtime, c: number) => Maybe): NativeFunction {
  const native = functionOneArg('_sre', name, (rt, value) => {
    const character = cInt(rt, value);
    return character === undefined ? 0 : code(rt, character);
  });
  return { ...native, signature: '($module, character, /)' };
}

const isLetter = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
const isUnicode = (c: number): boolean => c >= 0 && c < 0x110000;

const functions: readonly NativeFunction[] = [
  compile,
  {
    ...functionPositional('_sre', 'template', 2, 2, (rt, args) => newTemplate(rt, rt.i32[args + 2]! as Ref)),
    signature: '($module, pattern, template, /)',
    doc: '\n\n  template\n    A list containing interleaved literal strings (str or bytes) and group\n    indices (int), as returned by re._parser.parse_template():\n        [literal1, group1, ..., literalN, groupN]',
  },
  functionNoArgs('_sre', 'getcodesize', (rt) => intFromWord(rt, 4)),
  characterFunction('ascii_iscased', (rt, c) => rt.bool(isLetter(c))),
  characterFunction('ascii_tolower', (rt, c) => intFromWord(rt, lowerAscii(c))),
  characterFunction('unicode_iscased', (rt, c) =>
    rt.bool(isUnicode(c) && (lowerUnicode(c) !== c || upperUnicode(c) !== c)),
  ),
  characterFunction('unicode_tolower', (rt, c) => intFromWord(rt, isUnicode(c) ? lowerUnicode(c) : c)),
];

function defineAll(rt: Runtime): void {
  const state = sreState(rt);
  state.pattern = nativeType(rt, patternType);
  state.match = nativeType(rt, matchType);
  state.scanner = nativeType(rt, scannerType);
  state.template = nativeType(rt, templateType);
}

/** The module _sre. */
export const sreModule: NativeModule = {
  name: '_sre',
  functions,
  init: (rt, dict) => {
    defineAll(rt);
    return (
      storeOwned(rt, dict, 'MAGIC', intFromNumber(rt, MAGIC)) &&
      storeOwned(rt, dict, 'CODESIZE', intFromWord(rt, 4)) &&
      storeOwned(rt, dict, 'MAXREPEAT', intFromNumber(rt, MAX_REPEAT)) &&
      storeOwned(rt, dict, 'MAXGROUPS', intFromNumber(rt, MAX_GROUPS)) &&
      storeOwned(rt, dict, 'copyright', rt.str(' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB '))
    );
  },
};
