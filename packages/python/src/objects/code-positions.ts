import type { CompiledCode } from '../compile/compiled.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { intFromWord } from './int.js';
import { listAppend, newList } from './list.js';
import { tupleFromSlots } from './tuple.js';

/**
 * Where the code of a code object stands in its source. There is no bytecode: each position that the compiled code may stop at
 * counts as one instruction of two bytes, so that `tb_lasti` and `f_lasti` find theirs.
 */

/** Numbers a position has: line, end line, column, end column; −1 where one is not known. */
const NUMBERS = 4;

export function positionCount(code: CompiledCode): number {
  return Math.max(1, code.positions.length / NUMBERS);
}

function at(code: CompiledCode, position: number, number: number): number {
  return code.positions[NUMBERS * position + number] ?? (number < 2 ? code.firstLine : 0);
}

/** A tuple of numbers, None for −1; owned. */
function numbers(rt: Runtime, values: readonly number[]): Maybe {
  const mark = rt.mark();
  for (const value of values) {
    const item = value < 0 ? rt.none() : intFromWord(rt, value);
    if (item === 0) return rt.finish(mark, 0);
    rt.hold(item);
  }
  const tuple = tupleFromSlots(rt, mark, values.length);
  rt.releaseTo(mark);
  return tuple;
}

/** An iterator over tuples of numbers; owned. */
function iterate(rt: Runtime, rows: Iterable<readonly number[]>): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  for (const row of rows) {
    const item = numbers(rt, row);
    if (item === 0 || !listAppend(rt, list, item)) return rt.finish(mark, 0);
  }
  return rt.finish(mark, rt.typeOf(list).slots.iter!(rt, list));
}

/** co_positions(): (line, end line, column, end column) of each instruction. */
export function codePositions(rt: Runtime, code: CompiledCode): Maybe {
  const rows = Array.from({ length: positionCount(code) }, (_, i) => [0, 1, 2, 3].map((number) => at(code, i, number)));
  return iterate(rt, rows);
}

/** co_lines(): (first byte, byte behind the last, line) of each run of instructions of one line. */
export function codeLines(rt: Runtime, code: CompiledCode): Maybe {
  const rows: [number, number, number][] = [];
  for (let i = 0; i < positionCount(code); i++) {
    const line = at(code, i, 0);
    const last = rows.at(-1);
    if (last !== undefined && last[2] === line) last[1] = 2 * i + 2;
    else rows.push([2 * i, 2 * i + 2, line]);
  }
  return iterate(rt, rows);
}

/** Kinds of entries in the location table. */
const LONG_FORM = 14;

/** co_linetable: an entry for each instruction, all in the long form (Objects/locations.md); owned. */
export function lineTable(rt: Runtime, code: CompiledCode): Maybe {
  const bytes: number[] = [];
  let before = code.firstLine;
  for (let i = 0; i < positionCount(code); i++) {
    bytes.push(0x80 | (LONG_FORM << 3));
    const delta = at(code, i, 0) - before;
    before += delta;
    variable(bytes, delta < 0 ? (-delta << 1) | 1 : delta << 1);
    variable(bytes, at(code, i, 1) - before);
    variable(bytes, at(code, i, 2) + 1);
    variable(bytes, at(code, i, 3) + 1);
  }
  return rt.newBytes(Uint8Array.from(bytes));
}

/** Six bits a byte, the lowest first; the bit above says that more follow. */
function variable(bytes: number[], value: number): void {
  let rest = Math.max(0, value);
  while (rest >= 64) {
    bytes.push(0x40 | (rest & 63));
    rest >>>= 6;
  }
  bytes.push(rest);
}

const prints = new WeakMap<CompiledCode, string>();

/** A text that is the same for two pieces of code that do the same with the same constants. */
export function fingerprint(code: CompiledCode): string {
  const source = code.copyOf ?? code;
  let print = prints.get(source);
  if (print === undefined) {
    source.prepare?.();
    print = `${source.run}${source.body ?? source.step ?? ''}`;
    prints.set(source, print);
  }
  return print;
}

/** co_code: two bytes for each instruction, which tell code apart but cannot be run; owned. */
export function opaqueCode(rt: Runtime, code: CompiledCode): Maybe {
  const print = fingerprint(code);
  const bytes = new Uint8Array(2 * positionCount(code));
  let state = 0x811c9dc5;
  for (let i = 0; i < print.length; i++) state = Math.imul(state ^ print.charCodeAt(i), 0x01000193);
  for (let i = 0; i < bytes.length; i++) {
    state = Math.imul(state ^ (state >>> 13), 0x5bd1e995) + i;
    bytes[i] = state >>> 16;
  }
  return rt.newBytes(bytes);
}

/** Positions moved by so many lines, for code that is said to begin elsewhere. */
export function movedPositions(positions: Int32Array, lines: number): Int32Array {
  if (lines === 0) return positions;
  return positions.map((value, i) => (i % NUMBERS < 2 && value >= 0 ? value + lines : value));
}
