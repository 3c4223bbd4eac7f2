import { At, Info, Op } from './codes.js';
import type { Engine } from './engine.js';
import { findSet, skipNot } from './items.js';
import { match, Outcome } from './matcher.js';
import { hasInfo, type Program } from './program.js';

/**
 * Finds the first match at or behind `engine.start`, which then tells where it begins. What every match begins with, as far as
 * the program says so, is looked for first: a text, or a character of a set.
 */
export function search(engine: Engine, program: Program): Outcome {
  const { code } = program;
  if (engine.start > engine.end) return Outcome.Failure;
  let least = 0;
  if (code[0] === Op.Info) {
    least = code[3]! >>> 0;
    if (engine.end - engine.start < least) return Outcome.Failure;
  }
  if (hasInfo(code, Info.Prefix)) return searchText(engine, program);
  if (program.searchSet >= 0) return searchSet(engine, program);
  const start = code[0] === Op.Info ? 1 + code[1]! : 0;
  return searchAll(engine, program, start, engine.end - Math.max(0, least - 1));
}

/** An attempt that begins at a place. */
function attempt(engine: Engine, program: Program, pc: number, start: number, at: number): Outcome {
  engine.start = start;
  engine.at = at;
  engine.reset();
  return match(engine, program, pc, false);
}

/** Tries every place up to the last one that leaves room for a match. */
function searchAll(engine: Engine, program: Program, pc: number, end: number): Outcome {
  const { code } = program;
  const last = Math.max(end, engine.start);
  engine.at = engine.start;
  let outcome = match(engine, program, pc, true);
  engine.mustAdvance = false;
  if (outcome !== Outcome.Failure) return outcome;
  const atBeginning = code[pc] === Op.At && (code[pc + 1] === At.Beginning || code[pc + 1] === At.BeginningString);
  if (atBeginning) return Outcome.Failure;
  for (let at = engine.start + 1; at <= last; at++) {
    outcome = attempt(engine, program, pc, at, at);
    if (outcome !== Outcome.Failure) return outcome;
  }
  return Outcome.Failure;
}

function searchSet(engine: Engine, program: Program): Outcome {
  const { chars, end } = engine;
  const pc = 1 + program.code[1]!;
  engine.mustAdvance = false;
  for (let at = engine.start; ; at++) {
    at = findSet(program, chars, program.searchSet, at, end);
    if (at >= end) return Outcome.Failure;
    const outcome = attempt(engine, program, pc, at, at);
    if (outcome !== Outcome.Failure) return outcome;
  }
}

/**
 * Looks for the text that every match begins with. The table behind it says for each of its characters how many of the first
 * ones are repeated there, so that no character of the text is looked at twice (Knuth, Morris, Pratt).
 */
function searchText(engine: Engine, program: Program): Outcome {
  const { code } = program;
  const { chars, end } = engine;
  const length = code[5]!;
  // The attempt goes on behind the characters that are known, up to the first group.
  const known = code[6]!;
  const pc = 1 + code[1]! + 2 * known;
  const isAll = (code[2]! & Info.Literal) !== 0;
  const text = 7;
  const overlap = text + length;
  const first = code[text]!;
  engine.mustAdvance = false;
  let found = 0;
  for (let at = engine.start; ; ) {
    if (found === 0) {
      at = skipNot(chars, first, at, end - length + 1);
      if (at > end - length) return Outcome.Failure;
      at++;
      found = 1;
    }
    while (found < length && at < end && chars[at] === code[text + found]) {
      at++;
      found++;
    }
    if (found === length) {
      const start = at - length;
      if (isAll) {
        engine.start = start;
        engine.at = at;
        return Outcome.Success;
      }
      const outcome = attempt(engine, program, pc, start, start + known);
      if (outcome !== Outcome.Failure) return outcome;
    } else if (at >= end) return Outcome.Failure;
    found = code[overlap + found - 1]!;
  }
}
