import type { CustomPart, Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { givenType } from '../../objects/arguments.js';
import { hasBuffer } from '../../objects/buffer.js';
import { bytesLength, isBytes } from '../../objects/bytes.js';
import { intNumber, isInt } from '../../objects/int.js';
import { isList, listItem, listSize, newList } from '../../objects/list.js';
import { isExactStr, isStr, strLength } from '../../objects/str.js';
import { exactStr } from '../../objects/str-build.js';
import { joinStr } from '../../objects/str-split.js';
import { loadModule } from '../../runtime/imports.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { NativeTypeDefinition } from '../native-type.js';
import { groupText } from './match-type.js';
import { appendOwned } from './pattern-type.js';
import { MatchField, sreState, TemplateField } from './state.js';

/** _sre.SRE_Template: a replacement with references to groups. */

const indexWord = (template: Ref, item: number): number => template + TemplateField.Items + 4 * item;

export function templateSize(rt: Runtime, template: Ref): number {
  return rt.i32[template + Header.Size]!;
}

/** The texts behind the groups lie between the groups' numbers: no layout that the heap knows. */
function literalsPart(rt: Runtime): CustomPart {
  const each = (template: Ref, visit: (word: number, literal: Ref) => void): void => {
    for (let item = 0; item < templateSize(rt, template); item++) {
      const word = indexWord(template, item) + 2;
      if (rt.i32[word] !== 0) visit(word, rt.i32[word]! as Ref);
    }
  };
  return {
    traverse: (template, visit) => each(template, (_, literal) => visit(literal)),
    detach: (template, take) =>
      each(template, (word, literal) => {
        rt.i32[word] = 0;
        take(literal);
      }),
    blocks: () => {},
    freeBlocks: () => {},
  };
}

/** _sre.template(pattern, list): texts and numbers of groups in turn, a text at both ends. */
export function newTemplate(rt: Runtime, list: Ref): Maybe {
  const bad = (): 0 => rt.raise('TypeError', 'invalid template');
  if (!isList(rt, list)) {
    return rt.raise('TypeError', `template() argument 2 must be list, not ${givenType(rt, list)}`);
  }
  const size = listSize(rt, list);
  if ((size & 1) === 0) return bad();
  const groups = size >> 1;
  const { i32 } = rt;
  const template = rt.heap.objects.allocateVar(sreState(rt).template.typeId, groups);
  if (template === 0) return rt.noMemory();
  const mark = rt.mark();
  rt.hold(template);
  rt.heap.objects.track(template);
  i32[template + TemplateField.Literal] = rt.incref(listItem(rt, list, 0));
  let chunks = size;
  for (let item = 0; item < groups; item++) {
    const index = listItem(rt, list, 2 * item + 1);
    if (!isInt(rt, index)) return rt.finish(mark, rt.raise('TypeError', 'an integer is required'));
    const number = intNumber(rt, index);
    if (!(number >= 0)) return rt.finish(mark, bad());
    i32[indexWord(template, item)] = Math.min(number, 2 ** 31 - 1);
    const literal = listItem(rt, list, 2 * item + 2);
    const empty = isStr(rt, literal)
      ? strLength(rt, literal) === 0
      : isBytes(rt, literal) && bytesLength(rt, literal) === 0;
    if (empty) chunks--;
    else i32[indexWord(template, item) + 2] = rt.incref(literal);
  }
  i32[template + TemplateField.Chunks] = chunks;
  return rt.unhold();
}

/** The text that a template makes of a match. */
export function expandTemplate(rt: Runtime, template: Ref, match: Ref): Maybe {
  const { i32 } = rt;
  const first = i32[template + TemplateField.Literal]! as Ref;
  if (templateSize(rt, template) === 0) return rt.incref(first);
  const mark = rt.mark();
  const parts = newList(rt, 0);
  if (parts === 0) return 0;
  rt.hold(parts);
  if (!appendOwned(rt, parts, rt.incref(first))) return rt.finish(mark, 0);
  for (let item = 0; item < templateSize(rt, template); item++) {
    const group = i32[indexWord(template, item)]!;
    if (group >= i32[match + MatchField.Groups]!) {
      return rt.finish(mark, rt.raise('IndexError', 'no such group'));
    }
    const text = groupText(rt, match, group, rt.None);
    if (text === rt.None) rt.decref(rt.None);
    else if (!appendOwned(rt, parts, text)) return rt.finish(mark, 0);
    const literal = i32[indexWord(template, item) + 2]! as Maybe;
    if (literal !== 0 && !appendOwned(rt, parts, rt.incref(literal))) return rt.finish(mark, 0);
  }
  return rt.finish(mark, joinParts(rt, !isStr(rt, first), parts));
}

/** The parts of a list as one str or bytes object. */
export function joinParts(rt: Runtime, isBytesLike: boolean, parts: Ref): Maybe {
  return isBytesLike ? rt.callMethod(rt.emptyBytes, 'join', parts) : joinStr(rt, rt.emptyStr, parts);
}

/** re._compile_template(pattern, replacement) */
function askLibrary(rt: Runtime, pattern: Ref, replacement: Ref): Maybe {
  const mark = rt.mark();
  const module = loadModule(rt, 're');
  if (module === 0) return 0;
  rt.hold(module);
  const callable = rt.getAttrText(module, '_compile_template');
  if (callable === 0) return rt.finish(mark, 0);
  rt.hold(callable);
  return rt.finish(mark, rt.call(callable, pattern, replacement));
}

/** The template of a replacement, from the cache of the module re; owned. */
export function compileTemplate(rt: Runtime, pattern: Ref, replacement: Ref): Maybe {
  let result = askLibrary(rt, pattern, replacement);
  if (result === 0 && rt.errorIs(rt.builtin.TypeError)) {
    // What cannot be a key of the cache is looked up as a plain str or bytes.
    const derived = isStr(rt, replacement) && !isExactStr(rt, replacement);
    if (!derived && (!hasBuffer(rt, replacement) || rt.typeId(replacement) === rt.ids.bytes)) return 0;
    rt.clearError();
    const plain = derived ? exactStr(rt, replacement) : rt.call(rt.builtin.bytes.ref, replacement);
    if (plain === 0) return 0;
    const mark = rt.mark();
    rt.hold(plain);
    result = rt.finish(mark, askLibrary(rt, pattern, plain));
  }
  if (result === 0 || rt.typeOf(result) === sreState(rt).template) return result;
  const got = rt.typeOf(result).name;
  rt.decref(result);
  return rt.raise('RuntimeError', `the result of compiling a replacement string is ${got}`);
}

/** match.expand(template). */
export function expand(rt: Runtime, match: Ref, replacement: Ref): Maybe {
  const pattern = rt.i32[match + MatchField.Pattern]! as Ref;
  const template = compileTemplate(rt, pattern, replacement);
  if (template === 0) return 0;
  const mark = rt.mark();
  rt.hold(template);
  return rt.finish(mark, expandTemplate(rt, template, match));
}

export const templateType: NativeTypeDefinition = {
  name: '_sre.SRE_Template',
  final: true,
  slots: { new: (rt) => rt.raise('TypeError', "cannot create '_sre.SRE_Template' instances") },
  layout: (rt) => ({ basicSize: 40, itemSize: 16, gc: true, slots: [32], custom: literalsPart(rt) }),
};
