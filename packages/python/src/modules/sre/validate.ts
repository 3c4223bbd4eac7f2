import { At, Category, Info, MAX_GROUPS, Op } from './codes.js';
import { Program } from './program.js';

/**
 * Checks that the words given to `_sre.compile` are a program of the form that re._compiler makes: jumps go forward and stay
 * within their block, sets and repeats end as they must. The matcher relies on it.
 */

/** Blocks within each other; deeper ones are refused. */
const MAX_DEPTH = 1000;

/** What a block ends with: a check has failed, nothing special, a jump over the block's alternative. */
const enum End {
  Wrong = 0,
  Plain = 1,
  Jump = 2,
}

/** The program of the words; undefined if they are none, `null` if it is nested too deeply. */
export function programOf(source: Int32Array, groups: number): Program | undefined | null {
  const last = source.length - 1;
  if (groups < 0 || groups > MAX_GROUPS || last < 0 || source[last] !== Op.Success) return undefined;
  const validator = new Validator(new Program(source, groups), groups);
  const whole = validator.block(0, last, 0) === End.Plain;
  if (validator.tooDeep) return null;
  return whole ? validator.program : undefined;
}

class Validator {
  readonly program: Program;
  tooDeep = false;
  readonly #source: Int32Array;
  readonly #groups: number;

  constructor(program: Program, groups: number) {
    this.program = program;
    this.#source = program.source;
    this.#groups = groups;
  }

  /** Checks the words from `at` to `end`. */
  block(at: number, end: number, depth: number): End {
    if (at > end) return End.Wrong;
    if (depth > MAX_DEPTH) {
      this.tooDeep = true;
      return End.Wrong;
    }
    let next = at;
    while (next < end) {
      if (this.#source[next] === Op.Jump) return next + 2 === end ? End.Jump : End.Wrong;
      next = this.#step(next, end, depth);
      if (next < 0) return End.Wrong;
    }
    return next === end ? End.Plain : End.Wrong;
  }

  /** Where a jump whose distance stands in a word leads; −1 if that is behind the end. */
  #target(at: number, end: number): number {
    if (at >= end) return -1;
    const distance = this.#source[at]! >>> 0;
    return distance > end - at ? -1 : at + distance;
  }

  /** Checks the operation at a word: where the next one begins, or −1. */
  #step(at: number, end: number, depth: number): number {
    const source = this.#source;
    const argument = at + 1 < end ? source[at + 1]! >>> 0 : -1;
    switch (source[at]) {
      case Op.Success:
      case Op.Failure:
      case Op.Any:
      case Op.AnyAll:
        return at + 1;
      case Op.Literal:
      case Op.NotLiteral:
      case Op.LiteralIgnore:
      case Op.NotLiteralIgnore:
      case Op.LiteralUniIgnore:
      case Op.NotLiteralUniIgnore:
      case Op.LiteralLocIgnore:
      case Op.NotLiteralLocIgnore:
        return argument < 0 ? -1 : at + 2;
      case Op.Mark:
        return argument < 0 || argument > 2 * this.#groups + 1 ? -1 : at + 2;
      case Op.At:
        return argument < 0 || argument > At.UniNonBoundary ? -1 : at + 2;
      case Op.GroupRef:
      case Op.GroupRefIgnore:
      case Op.GroupRefUniIgnore:
      case Op.GroupRefLocIgnore:
        return argument < 0 || argument >= this.#groups ? -1 : at + 2;
      case Op.In:
      case Op.InIgnore:
      case Op.InUniIgnore:
      case Op.InLocIgnore:
        return this.#set(at, end);
      case Op.Info:
        return this.#info(at, end);
      case Op.Branch:
        return this.#branch(at, end, depth);
      case Op.GroupRefExists:
        return this.#conditional(at, end, depth);
      default:
        return this.#nested(at, end, depth);
    }
  }

  /** Operations with one block in them. */
  #nested(at: number, end: number, depth: number): number {
    const source = this.#source;
    const op = source[at];
    const target = this.#target(at + 1, end);
    if (target < 0) return -1;
    switch (op) {
      case Op.RepeatOne:
      case Op.MinRepeatOne:
      case Op.PossessiveRepeatOne:
      case Op.Repeat:
      case Op.PossessiveRepeat: {
        if (source[at + 2]! >>> 0 > source[at + 3]! >>> 0) return -1;
        // The last word is the end of the block, but that of the general repeats stands behind it.
        const general = op === Op.Repeat || op === Op.PossessiveRepeat;
        const last = general ? target : target - 1;
        if (last >= end || this.block(at + 4, last, depth + 1) !== End.Plain) return -1;
        const closing = source[last];
        if (op === Op.Repeat) return closing === Op.MaxUntil || closing === Op.MinUntil ? last + 1 : -1;
        return closing === Op.Success ? last + 1 : -1;
      }
      case Op.AtomicGroup:
        return this.#closed(at + 2, target, depth);
      case Op.Assert:
      case Op.AssertNot:
        return this.#closed(at + 3, target, depth);
      default:
        return -1;
    }
  }

  /** A block that ends with success: where the next operation begins. */
  #closed(start: number, target: number, depth: number): number {
    if (this.block(start, target - 1, depth + 1) !== End.Plain) return -1;
    return this.#source[target - 1] === Op.Success ? target : -1;
  }

  #branch(at: number, end: number, depth: number): number {
    const source = this.#source;
    let common = -1;
    let word = at + 1;
    for (;;) {
      const next = this.#target(word, end);
      if (next < 0) return -1;
      if (next === word) break;
      // Every alternative ends with a jump behind all of them.
      if (this.block(word + 1, next - 2, depth + 1) !== End.Plain || source[next - 2] !== Op.Jump) return -1;
      const target = this.#target(next - 1, end);
      if (target < 0 || (common >= 0 && target !== common)) return -1;
      common = target;
      word = next;
    }
    return word + 1 === common ? common : -1;
  }

  /** `(?(group)then|else)`: a jump in front of the target tells that there is an alternative. */
  #conditional(at: number, end: number, depth: number): number {
    const source = this.#source;
    if (at + 2 >= end || source[at + 1]! >>> 0 >= this.#groups) return -1;
    const distance = source[at + 2]! >>> 0;
    if (distance < 1 || distance - 1 > end - (at + 2)) return -1;
    const target = at + 1 + distance;
    const first = this.block(at + 3, target, depth + 1);
    if (first !== End.Jump) return first === End.Wrong ? -1 : target;
    const behind = this.#target(target - 1, end);
    return behind < target || this.block(target, behind, depth + 1) !== End.Plain ? -1 : behind;
  }

  #set(at: number, end: number): number {
    const target = this.#target(at + 1, end);
    if (target < at + 3 || !this.#charset(at + 2, target)) return -1;
    this.program.code[at + 2] = this.program.addSet(this.#source[at]!, at + 2);
    return target;
  }

  #info(at: number, end: number): number {
    const source = this.#source;
    const target = this.#target(at + 1, end);
    if (target < at + 5) return -1;
    const kind = source[at + 2]! >>> 0;
    const isPrefix = (kind & Info.Prefix) !== 0;
    const isSet = (kind & Info.Charset) !== 0;
    if (kind > 7 || (isPrefix && isSet) || ((kind & Info.Literal) !== 0 && !isPrefix)) return -1;
    if (isSet) {
      if (!this.#charset(at + 5, target)) return -1;
      const set = this.program.addSet(Op.In, at + 5);
      if (at === 0) this.program.searchSet = set;
      return target;
    }
    if (!isPrefix) return target === at + 5 ? target : -1;
    const length = source[at + 5]! >>> 0;
    if (target < at + 7 || 2 * length !== target - (at + 7) || source[at + 6]! >>> 0 > length) return -1;
    for (let i = 0; i < length; i++) if (source[at + 7 + length + i]! >>> 0 >= length) return -1;
    return target;
  }

  /** Whether the words from `at` to `end` are a set with its end. */
  #charset(start: number, end: number): boolean {
    const source = this.#source;
    let at = start;
    while (at < end - 1) {
      const argument = source[at + 1]! >>> 0;
      switch (source[at]) {
        case Op.Negate:
          at += 1;
          break;
        case Op.Literal:
          at += 2;
          break;
        case Op.Range:
        case Op.RangeUniIgnore:
          at += 3;
          break;
        case Op.Charset:
          at += 9;
          break;
        case Op.Category:
          if (argument > Category.Last) return false;
          at += 2;
          break;
        case Op.BigCharset:
          if (!this.#blocksExist(at + 2, argument, end)) return false;
          at += 66 + argument * 8;
          break;
        default:
          return false;
      }
    }
    return at === end - 1 && source[at] === Op.Failure;
  }

  #blocksExist(table: number, blocks: number, end: number): boolean {
    if (blocks > 256 || table + 64 + blocks * 8 > end - 1) return false;
    for (let i = 0; i < 256; i++)
      if (((this.#source[table + (i >> 2)]! >>> (8 * (i & 3))) & 255) >= blocks) return false;
    return true;
  }
}
