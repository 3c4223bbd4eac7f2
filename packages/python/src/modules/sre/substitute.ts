import type { Ref } from '@uroboros/heap';
import { intFromNumber } from '../../objects/int.js';
import { listSize, newList } from '../../objects/list.js';
import { tupleOf } from '../../objects/tuple.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { Engine } from './engine.js';
import { newMatch } from './match-object.js';
import { Outcome } from './matcher.js';
import { appendOwned, goOn } from './pattern-type.js';
import { search } from './search.js';
import { acquireEngine, programFor, releaseEngine, TemplateField } from './state.js';
import { beginText, endText, raiseOutcome, releaseText, type Subject, sliceText, textOf } from './subject.js';
import { compileTemplate, expandTemplate, joinParts, templateSize } from './template-type.js';

/** Pattern.sub and Pattern.subn. */

/** How a replacement is made: it is the text itself, a template, or what a callable returns. */
const enum Kind {
  Literal = 0,
  Template = 1,
  Callable = 2,
}

const BACKSLASH = 0x5c;

/** Whether a replacement is a text without references to groups. */
function isLiteral(rt: Runtime, replacement: Ref): boolean {
  const text = textOf(rt, replacement);
  if (text === undefined) {
    rt.clearError();
    return false;
  }
  const found = text.chars.subarray(text.begin, text.begin + text.length).indexOf(BACKSLASH);
  releaseText(rt, replacement, text.exported);
  return found < 0;
}

/** The kind of a replacement, and in the slot held last what it is made from; −1 on error. */
function prepare(rt: Runtime, pattern: Ref, replacement: Ref): Kind | -1 {
  if (rt.isCallable(replacement)) {
    rt.hold(rt.incref(replacement));
    return Kind.Callable;
  }
  if (isLiteral(rt, replacement)) {
    rt.hold(rt.incref(replacement));
    return Kind.Literal;
  }
  const template = compileTemplate(rt, pattern, replacement);
  if (template === 0) return -1;
  rt.hold(template);
  if (templateSize(rt, template) > 0) return Kind.Template;
  const literal = rt.incref(rt.i32[template + TemplateField.Literal]! as Ref);
  rt.decref(rt.unhold());
  rt.hold(literal);
  return Kind.Literal;
}

/** What stands in place of the match just found; owned. */
function replacementFor(rt: Runtime, pattern: Ref, engine: Engine, subject: Subject, kind: Kind, filter: Ref): Maybe {
  if (kind === Kind.Literal) return rt.incref(filter);
  const match = newMatch(rt, pattern, engine, subject);
  if (match === 0) return 0;
  const mark = rt.mark();
  rt.hold(match);
  return rt.finish(mark, kind === Kind.Template ? expandTemplate(rt, filter, match) : rt.call(filter, match));
}

/** Collects the pieces of the result in a list, and returns how many matches were replaced; −1 on error. */
function collect(
  rt: Runtime,
  pattern: Ref,
  engine: Engine,
  subject: Subject,
  kind: Kind,
  filter: Ref,
  most: number,
  list: Ref,
): number {
  const program = programFor(rt, pattern);
  const { string, isBytes } = subject;
  const { begin } = engine;
  let last = 0;
  let count = 0;
  for (; most === 0 || count < most; count++) {
    engine.reset();
    const outcome = search(engine, program);
    if (outcome === Outcome.Failure) break;
    if (outcome !== Outcome.Success) {
      raiseOutcome(rt, outcome);
      return -1;
    }
    const start = engine.start - begin;
    if (last < start && !appendOwned(rt, list, sliceText(rt, string, isBytes, last, start))) return -1;
    const item = replacementFor(rt, pattern, engine, subject, kind, filter);
    if (item === 0) return -1;
    if (item === rt.None) rt.decref(rt.None);
    else if (!appendOwned(rt, list, item)) return -1;
    last = engine.at - begin;
    goOn(engine);
  }
  if (last < subject.endPosition) {
    if (!appendOwned(rt, list, sliceText(rt, string, isBytes, last, subject.endPosition))) return -1;
  }
  return count;
}

/** pattern.sub(replacement, string, most), or subn with the number of replacements. */
export function substitute(
  rt: Runtime,
  pattern: Ref,
  replacement: Ref,
  string: Ref,
  most: number,
  counted: boolean,
): Maybe {
  const mark = rt.mark();
  const kind = prepare(rt, pattern, replacement);
  if (kind === -1) return rt.finish(mark, 0);
  const filter = rt.i32[rt.top() - 2]! as Ref;
  const list = newList(rt, 0);
  if (list === 0) return rt.finish(mark, 0);
  rt.hold(list);
  const engine = acquireEngine(rt);
  const subject = beginText(rt, engine, pattern, string, 0, Number.MAX_SAFE_INTEGER);
  let count = -1;
  if (subject !== undefined) {
    count = collect(rt, pattern, engine, subject, kind, filter, most, list);
    endText(rt, subject);
  }
  releaseEngine(rt);
  if (count < 0 || subject === undefined) return rt.finish(mark, 0);
  const isEmpty = listSize(rt, list) === 0;
  const text = isEmpty ? sliceText(rt, string, subject.isBytes, 0, 0) : joinParts(rt, subject.isBytes, list);
  if (text === 0 || !counted) return rt.finish(mark, text);
  rt.hold(text);
  const number = intFromNumber(rt, count);
  if (number === 0) return rt.finish(mark, 0);
  rt.hold(number);
  return rt.finish(mark, tupleOf(rt, text, number));
}
