import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { Engine } from './engine.js';
import { groupsOf, MatchField, sreState } from './state.js';
import { type Subject, wrongSpan } from './subject.js';

/** A new match object of what an engine has found; owned. */
export function newMatch(rt: Runtime, pattern: Ref, engine: Engine, subject: Subject): Maybe {
  const groups = groupsOf(rt, pattern) + 1;
  const match = rt.heap.objects.allocateVar(sreState(rt).match.typeId, 2 * groups);
  if (match === 0) return rt.noMemory();
  const { i32 } = rt;
  i32[match + MatchField.String] = rt.incref(subject.string);
  i32[match + MatchField.Pattern] = rt.incref(pattern);
  i32[match + MatchField.Position] = subject.position;
  i32[match + MatchField.EndPosition] = subject.endPosition;
  i32[match + MatchField.LastIndex] = engine.lastIndex;
  i32[match + MatchField.Groups] = groups;
  const whole = writeMarks(rt, match, groups, engine);
  rt.heap.objects.track(match);
  if (whole) return match;
  rt.decref(match);
  return wrongSpan(rt);
}

/** Writes the boundaries of all groups, as indices of the text; false if one ends before it begins. */
function writeMarks(rt: Runtime, match: Ref, groups: number, engine: Engine): boolean {
  const { i32 } = rt;
  const { begin, marks, lastMark } = engine;
  const first = match + MatchField.Marks;
  i32[first] = engine.start - begin;
  i32[first + 2] = engine.at - begin;
  let whole = true;
  for (let group = 1; group < groups; group++) {
    const mark = 2 * (group - 1);
    const start = mark < lastMark ? marks[mark]! : -1;
    const stop = mark < lastMark ? marks[mark + 1]! : -1;
    const known = start >= 0 && stop >= 0;
    if (known && start > stop) whole = false;
    i32[first + 4 * group] = known ? start - begin : -1;
    i32[first + 4 * group + 2] = known ? stop - begin : -1;
  }
  return whole;
}
