import { equalsInLocale, lowerAscii, lowerUnicode } from './characters.js';
import { Op, UNBOUNDED } from './codes.js';
import type { Engine } from './engine.js';
import { groupExists, isAt, skipGroup, skipItems } from './items.js';
import type { Program } from './program.js';

/**
 * The matcher: a machine that backtracks, with the order of attempts and the treatment of groups of CPython's `_sre`.
 *
 * It goes forward through the program until an operation fails or a block ends. Where there is a choice, a frame on the
 * stack remembers what else can be tried; a failure returns to the frame on top. Blocks that stand for themselves (assertions,
 * atomic groups, the items of possessive repeats) are entered with a frame that is a barrier: their success drops all
 * choices made since. Nothing calls itself, so that the depth is bounded by memory alone.
 */

/** What a frame waits for. A failure brings back the groups for the kinds up to `LastRestoring`. */
const enum Wait {
  Branch = 0,
  RepeatOne = 1,
  MinRepeatOne = 2,
  MaxItem = 3,
  MinTail = 4,
  AssertNot = 5,
  PossessiveMore = 6,
  LastRestoring = 6,
  Repeat = 7,
  Until = 8,
  MaxTail = 9,
  MinItem = 10,
  Assert = 11,
  Atomic = 12,
  PossessiveNeeded = 13,
}

/** Words of a frame; below it lie copies of `Saved` marks. */
const enum Frame {
  Wait = 0,
  /** A place in the program, and one in the text. */
  Code = 1,
  At = 2,
  /** How often something has matched. */
  Count = 3,
  LastMark = 4,
  LastIndex = 5,
  /** The general repeat this is about; for `Wait.Repeat` and barriers the one around it. 0 for none. */
  Repeat = 6,
  Saved = 7,
  /** Barriers: the one below, and whether the block around is the whole program. */
  Barrier = 8,
  TopLevel = 9,
  /** Where the last item of the repeat began before this one: against endless repeats of nothing. */
  LastAt = 8,
  Words = 10,
}

/** First word of the stack that is used: 0 stands for no frame. */
const BOTTOM = 2;

/** Success, failure, and why neither could be found out. */
export const enum Outcome {
  NoMemory = -2,
  BadProgram = -1,
  Failure = 0,
  Success = 1,
}

/**
 * Matches a program from `pc` on against the text at `engine.at`, where the match ends afterwards. `topLevel` says that the
 * wishes `matchAll` and `mustAdvance` count.
 */
export function match(engine: Engine, program: Program, start: number, topLevel: boolean): Outcome {
  const { code, low } = program;
  const { chars, begin, end, marks } = engine;
  let pc = start;
  let at = engine.at;
  if (code[pc] === Op.Info) {
    if (end - at < code[pc + 3]! >>> 0) return Outcome.Failure;
    pc += 1 + code[pc + 1]!;
  }
  let { stack, lastMark, lastIndex } = engine;
  // What one operation can push.
  const room = program.marks + 2 * Frame.Words;
  let limit = stack.length - room;
  let sp = BOTTOM;
  // The general repeat whose item or tail is being matched, and the barrier on top: frames, 0 for none.
  let repeat = 0;
  let barrier = 0;
  let top = topLevel;
  // How often the possessive repeat at `pc` has matched, and where its last item began.
  let possessed = 0;
  let possessedAt = -1;
  for (;;) {
    let matched = false;
    forward: for (;;) {
      if (sp > limit) {
        const larger = engine.grow(sp + room);
        if (larger === undefined) return Outcome.NoMemory;
        stack = larger;
        limit = stack.length - room;
      }
      switch (code[pc]) {
        case Op.Literal:
          if (at >= end || chars[at] !== code[pc + 1]) break forward;
          at++;
          pc += 2;
          continue;
        case Op.NotLiteral:
          if (at >= end || chars[at] === code[pc + 1]) break forward;
          at++;
          pc += 2;
          continue;
        case Op.In:
        case Op.InIgnore:
        case Op.InUniIgnore:
        case Op.InLocIgnore: {
          if (at >= end) break forward;
          const c = chars[at]!;
          const set = code[pc + 2]!;
          if (c < 256 ? low[set + c] === 0 : !program.inSet(set, c)) break forward;
          at++;
          pc += 1 + code[pc + 1]!;
          continue;
        }
        case Op.Any:
          if (at >= end || chars[at] === 10) break forward;
          at++;
          pc++;
          continue;
        case Op.AnyAll:
          if (at >= end) break forward;
          at++;
          pc++;
          continue;
        case Op.Mark: {
          const mark = code[pc + 1]!;
          if ((mark & 1) !== 0) lastIndex = (mark >> 1) + 1;
          if (mark > lastMark) {
            for (let i = lastMark + 1; i < mark; i++) marks[i] = -1;
            lastMark = mark;
          }
          marks[mark] = at;
          pc += 2;
          continue;
        }
        case Op.Success:
          if (top && ((engine.matchAll && at !== end) || (engine.mustAdvance && at === engine.start))) break forward;
          matched = true;
          break forward;
        case Op.Failure:
          break forward;
        case Op.At:
          if (!isAt(engine, at, code[pc + 1]!)) break forward;
          pc += 2;
          continue;
        case Op.Jump:
        case Op.Info:
          pc += 1 + code[pc + 1]!;
          continue;
        case Op.LiteralIgnore:
          if (at >= end || lowerAscii(chars[at]!) !== code[pc + 1]) break forward;
          at++;
          pc += 2;
          continue;
        case Op.NotLiteralIgnore:
          if (at >= end || lowerAscii(chars[at]!) === code[pc + 1]) break forward;
          at++;
          pc += 2;
          continue;
        case Op.LiteralUniIgnore:
          if (at >= end || lowerUnicode(chars[at]!) !== code[pc + 1]) break forward;
          at++;
          pc += 2;
          continue;
        case Op.NotLiteralUniIgnore:
          if (at >= end || lowerUnicode(chars[at]!) === code[pc + 1]) break forward;
          at++;
          pc += 2;
          continue;
        case Op.LiteralLocIgnore:
          if (at >= end || !equalsInLocale(code[pc + 1]!, chars[at]!)) break forward;
          at++;
          pc += 2;
          continue;
        case Op.NotLiteralLocIgnore:
          if (at >= end || equalsInLocale(code[pc + 1]!, chars[at]!)) break forward;
          at++;
          pc += 2;
          continue;
        case Op.GroupRef:
        case Op.GroupRefIgnore:
        case Op.GroupRefLocIgnore:
        case Op.GroupRefUniIgnore: {
          const next = skipGroup(engine, lastMark, code[pc + 1]!, code[pc]!, at);
          if (next < 0) break forward;
          at = next;
          pc += 2;
          continue;
        }
        case Op.GroupRefExists:
          pc += groupExists(engine, lastMark, code[pc + 1]!) ? 3 : 1 + code[pc + 2]!;
          continue;
        case Op.RepeatOne: {
          const least = code[pc + 2]! >>> 0;
          if (least > end - at) break forward;
          let stop = skipItems(program, engine, pc + 4, at, code[pc + 3]!);
          const first = at + least;
          if (stop < first) break forward;
          const tail = pc + 1 + code[pc + 1]!;
          if (code[tail] === Op.Success && stop === end && !(top && engine.mustAdvance && stop === engine.start)) {
            at = stop;
            matched = true;
            break forward;
          }
          if (code[tail] === Op.Literal) {
            const wanted = code[tail + 1];
            while (stop >= first && (stop >= end || chars[stop] !== wanted)) stop--;
            if (stop < first) break forward;
          }
          const saved = repeat === 0 ? 0 : lastMark + 1;
          for (let i = 0; i < saved; i++) stack[sp + i] = marks[i]!;
          sp += saved;
          stack[sp] = Wait.RepeatOne;
          stack[sp + Frame.Code] = pc;
          stack[sp + Frame.At] = stop;
          stack[sp + Frame.Count] = first;
          stack[sp + Frame.LastMark] = lastMark;
          stack[sp + Frame.LastIndex] = lastIndex;
          stack[sp + Frame.Saved] = saved;
          sp += Frame.Words;
          at = stop;
          pc = tail;
          continue;
        }
        case Op.MinRepeatOne: {
          const least = code[pc + 2]! >>> 0;
          if (least > end - at) break forward;
          if (least > 0) {
            const stop = skipItems(program, engine, pc + 4, at, least);
            if (stop - at < least) break forward;
            at = stop;
          }
          const tail = pc + 1 + code[pc + 1]!;
          const unwanted = (engine.matchAll && at !== end) || (engine.mustAdvance && at === engine.start);
          if (code[tail] === Op.Success && !(top && unwanted)) {
            matched = true;
            break forward;
          }
          const saved = repeat === 0 ? 0 : lastMark + 1;
          for (let i = 0; i < saved; i++) stack[sp + i] = marks[i]!;
          sp += saved;
          stack[sp] = Wait.MinRepeatOne;
          stack[sp + Frame.Code] = pc;
          stack[sp + Frame.At] = at;
          stack[sp + Frame.Count] = least;
          stack[sp + Frame.LastMark] = lastMark;
          stack[sp + Frame.LastIndex] = lastIndex;
          stack[sp + Frame.Saved] = saved;
          sp += Frame.Words;
          pc = tail;
          continue;
        }
        case Op.PossessiveRepeatOne: {
          const least = code[pc + 2]! >>> 0;
          if (least > end - at) break forward;
          const stop = skipItems(program, engine, pc + 4, at, code[pc + 3]!);
          if (stop - at < least) break forward;
          at = stop;
          pc += 1 + code[pc + 1]!;
          if (code[pc] === Op.Success && at === end && !(top && engine.mustAdvance && at === engine.start)) {
            matched = true;
            break forward;
          }
          continue;
        }
        case Op.Branch: {
          const word = nextAlternative(engine, program, pc + 1, at);
          if (word < 0) break forward;
          const saved = repeat === 0 ? 0 : lastMark + 1;
          for (let i = 0; i < saved; i++) stack[sp + i] = marks[i]!;
          sp += saved;
          stack[sp] = Wait.Branch;
          stack[sp + Frame.Code] = word;
          stack[sp + Frame.At] = at;
          stack[sp + Frame.LastMark] = lastMark;
          stack[sp + Frame.LastIndex] = lastIndex;
          stack[sp + Frame.Saved] = saved;
          sp += Frame.Words;
          pc = word + 1;
          continue;
        }
        case Op.Repeat:
          stack[sp] = Wait.Repeat;
          stack[sp + Frame.Code] = pc;
          stack[sp + Frame.Count] = -1;
          stack[sp + Frame.Repeat] = repeat;
          stack[sp + Frame.Saved] = 0;
          stack[sp + Frame.LastAt] = -1;
          repeat = sp;
          sp += Frame.Words;
          pc += 1 + code[pc + 1]!;
          continue;
        case Op.MaxUntil:
        case Op.MinUntil: {
          if (repeat === 0) return Outcome.BadProgram;
          const body = stack[repeat + Frame.Code]!;
          const count = stack[repeat + Frame.Count]! + 1;
          stack[sp + Frame.Code] = pc;
          stack[sp + Frame.At] = at;
          stack[sp + Frame.Count] = count;
          stack[sp + Frame.Repeat] = repeat;
          stack[sp + Frame.Saved] = 0;
          if (count < code[body + 2]! >>> 0) {
            // Not enough yet.
            stack[repeat + Frame.Count] = count;
            stack[sp] = Wait.Until;
            sp += Frame.Words;
            pc = body + 4;
            continue;
          }
          if (code[pc] === Op.MinUntil) {
            const saved = stack[repeat + Frame.Repeat] === 0 ? 0 : lastMark + 1;
            for (let i = 0; i < saved; i++) stack[sp + i] = marks[i]!;
            sp += saved;
            stack[sp] = Wait.MinTail;
            stack[sp + Frame.Code] = pc;
            stack[sp + Frame.At] = at;
            stack[sp + Frame.Count] = count;
            stack[sp + Frame.LastMark] = lastMark;
            stack[sp + Frame.LastIndex] = lastIndex;
            stack[sp + Frame.Repeat] = repeat;
            stack[sp + Frame.Saved] = saved;
            sp += Frame.Words;
            repeat = stack[repeat + Frame.Repeat]!;
            pc++;
            continue;
          }
          const most = code[body + 3]!;
          if ((most === UNBOUNDED || count < most >>> 0) && at !== stack[repeat + Frame.LastAt]) {
            stack[repeat + Frame.Count] = count;
            const saved = lastMark + 1;
            for (let i = 0; i < saved; i++) stack[sp + i] = marks[i]!;
            sp += saved;
            stack[sp] = Wait.MaxItem;
            stack[sp + Frame.Code] = pc;
            stack[sp + Frame.At] = at;
            stack[sp + Frame.Count] = count;
            stack[sp + Frame.LastMark] = lastMark;
            stack[sp + Frame.LastIndex] = lastIndex;
            stack[sp + Frame.Repeat] = repeat;
            stack[sp + Frame.Saved] = saved;
            stack[sp + Frame.LastAt] = stack[repeat + Frame.LastAt]!;
            sp += Frame.Words;
            stack[repeat + Frame.LastAt] = at;
            pc = body + 4;
            continue;
          }
          stack[sp] = Wait.MaxTail;
          sp += Frame.Words;
          repeat = stack[repeat + Frame.Repeat]!;
          pc++;
          continue;
        }
        case Op.Assert: {
          const back = code[pc + 2]! >>> 0;
          if (at - begin < back) break forward;
          stack[sp] = Wait.Assert;
          stack[sp + Frame.Code] = pc + 1 + code[pc + 1]!;
          stack[sp + Frame.At] = at;
          stack[sp + Frame.Repeat] = repeat;
          stack[sp + Frame.Saved] = 0;
          stack[sp + Frame.Barrier] = barrier;
          stack[sp + Frame.TopLevel] = top ? 1 : 0;
          barrier = sp;
          top = false;
          sp += Frame.Words;
          at -= back;
          pc += 3;
          continue;
        }
        case Op.AssertNot: {
          const back = code[pc + 2]! >>> 0;
          const behind = pc + 1 + code[pc + 1]!;
          if (at - begin < back) {
            pc = behind;
            continue;
          }
          const saved = repeat === 0 ? 0 : lastMark + 1;
          for (let i = 0; i < saved; i++) stack[sp + i] = marks[i]!;
          sp += saved;
          stack[sp] = Wait.AssertNot;
          stack[sp + Frame.Code] = behind;
          stack[sp + Frame.At] = at;
          stack[sp + Frame.LastMark] = lastMark;
          stack[sp + Frame.LastIndex] = lastIndex;
          stack[sp + Frame.Repeat] = repeat;
          stack[sp + Frame.Saved] = saved;
          stack[sp + Frame.Barrier] = barrier;
          stack[sp + Frame.TopLevel] = top ? 1 : 0;
          barrier = sp;
          top = false;
          sp += Frame.Words;
          at -= back;
          pc += 3;
          continue;
        }
        case Op.AtomicGroup:
          stack[sp] = Wait.Atomic;
          stack[sp + Frame.Code] = pc + 1 + code[pc + 1]!;
          stack[sp + Frame.At] = at;
          stack[sp + Frame.Repeat] = repeat;
          stack[sp + Frame.Saved] = 0;
          stack[sp + Frame.Barrier] = barrier;
          stack[sp + Frame.TopLevel] = top ? 1 : 0;
          barrier = sp;
          top = false;
          sp += Frame.Words;
          pc += 2;
          continue;
        case Op.PossessiveRepeat: {
          const count = possessed;
          const before = possessedAt;
          possessed = 0;
          possessedAt = -1;
          const needed = count < code[pc + 2]! >>> 0;
          const most = code[pc + 3]!;
          if (!needed && !((most === UNBOUNDED || count < most >>> 0) && at !== before)) {
            // As often as it goes: behind the word that ends the item.
            pc += 2 + code[pc + 1]!;
            continue;
          }
          const saved = needed ? 0 : lastMark + 1;
          for (let i = 0; i < saved; i++) stack[sp + i] = marks[i]!;
          sp += saved;
          stack[sp] = needed ? Wait.PossessiveNeeded : Wait.PossessiveMore;
          stack[sp + Frame.Code] = pc;
          stack[sp + Frame.At] = at;
          stack[sp + Frame.Count] = count;
          stack[sp + Frame.LastMark] = lastMark;
          stack[sp + Frame.LastIndex] = lastIndex;
          stack[sp + Frame.Repeat] = repeat;
          stack[sp + Frame.Saved] = saved;
          stack[sp + Frame.Barrier] = barrier;
          stack[sp + Frame.TopLevel] = top ? 1 : 0;
          barrier = sp;
          top = false;
          sp += Frame.Words;
          pc += 4;
          continue;
        }
        default:
          return Outcome.BadProgram;
      }
    }
    if (matched) {
      if (barrier === 0) {
        engine.at = at;
        engine.lastMark = lastMark;
        engine.lastIndex = lastIndex;
        return Outcome.Success;
      }
      const frame = barrier;
      sp = frame - stack[frame + Frame.Saved]!;
      repeat = stack[frame + Frame.Repeat]!;
      top = stack[frame + Frame.TopLevel] === 1;
      barrier = stack[frame + Frame.Barrier]!;
      pc = stack[frame + Frame.Code]!;
      const wait = stack[frame];
      if (wait !== Wait.AssertNot) {
        if (wait === Wait.Assert) at = stack[frame + Frame.At]!;
        else if (wait !== Wait.Atomic) {
          possessed = stack[frame + Frame.Count]! + 1;
          if (wait === Wait.PossessiveMore) possessedAt = stack[frame + Frame.At]!;
        }
        continue;
      }
    }
    // Back to the frame on top that has something left to try.
    back: for (;;) {
      if (sp === BOTTOM) return Outcome.Failure;
      const frame = sp - Frame.Words;
      const saved = stack[frame + Frame.Saved]!;
      const wait = stack[frame]!;
      for (let i = 0, from = frame - saved; i < saved; i++) marks[i] = stack[from + i]!;
      if (wait <= Wait.LastRestoring) {
        lastMark = stack[frame + Frame.LastMark]!;
        lastIndex = stack[frame + Frame.LastIndex]!;
      }
      pc = stack[frame + Frame.Code]!;
      switch (wait) {
        case Wait.Branch: {
          at = stack[frame + Frame.At]!;
          const word = nextAlternative(engine, program, pc + code[pc]!, at);
          if (word >= 0) {
            stack[frame + Frame.Code] = word;
            pc = word + 1;
            break back;
          }
          break;
        }
        case Wait.RepeatOne: {
          const first = stack[frame + Frame.Count]!;
          const tail = pc + 1 + code[pc + 1]!;
          let stop = stack[frame + Frame.At]! - 1;
          if (code[tail] === Op.Literal) {
            const wanted = code[tail + 1];
            while (stop >= first && chars[stop] !== wanted) stop--;
          }
          if (stop >= first) {
            stack[frame + Frame.At] = stop;
            at = stop;
            pc = tail;
            break back;
          }
          break;
        }
        case Wait.MinRepeatOne: {
          const count = stack[frame + Frame.Count]! + 1;
          const most = code[pc + 3]!;
          at = stack[frame + Frame.At]!;
          if (skipItems(program, engine, pc + 4, at, 1) !== at && (most === UNBOUNDED || count <= most >>> 0)) {
            stack[frame + Frame.At] = ++at;
            stack[frame + Frame.Count] = count;
            pc += 1 + code[pc + 1]!;
            break back;
          }
          break;
        }
        case Wait.Repeat:
          repeat = stack[frame + Frame.Repeat]!;
          break;
        case Wait.Until:
          repeat = stack[frame + Frame.Repeat]!;
          stack[repeat + Frame.Count] = stack[frame + Frame.Count]! - 1;
          break;
        case Wait.MaxItem: {
          // No further item: the tail.
          const own = stack[frame + Frame.Repeat]!;
          stack[own + Frame.LastAt] = stack[frame + Frame.LastAt]!;
          stack[own + Frame.Count] = stack[frame + Frame.Count]! - 1;
          at = stack[frame + Frame.At]!;
          sp = frame - saved;
          stack[sp] = Wait.MaxTail;
          stack[sp + Frame.Repeat] = own;
          stack[sp + Frame.Saved] = 0;
          sp += Frame.Words;
          repeat = stack[own + Frame.Repeat]!;
          pc++;
          break back;
        }
        case Wait.MaxTail:
          repeat = stack[frame + Frame.Repeat]!;
          break;
        case Wait.MinTail: {
          // The tail does not match here: one more item.
          const own = stack[frame + Frame.Repeat]!;
          const body = stack[own + Frame.Code]!;
          const most = code[body + 3]!;
          const count = stack[frame + Frame.Count]!;
          repeat = own;
          at = stack[frame + Frame.At]!;
          if ((most !== UNBOUNDED && count >= most >>> 0) || at === stack[own + Frame.LastAt]) break;
          stack[own + Frame.Count] = count;
          sp = frame - saved;
          stack[sp] = Wait.MinItem;
          stack[sp + Frame.Count] = count;
          stack[sp + Frame.Repeat] = own;
          stack[sp + Frame.Saved] = 0;
          stack[sp + Frame.LastAt] = stack[own + Frame.LastAt]!;
          sp += Frame.Words;
          stack[own + Frame.LastAt] = at;
          pc = body + 4;
          break back;
        }
        case Wait.MinItem: {
          const own = stack[frame + Frame.Repeat]!;
          stack[own + Frame.LastAt] = stack[frame + Frame.LastAt]!;
          stack[own + Frame.Count] = stack[frame + Frame.Count]! - 1;
          repeat = own;
          break;
        }
        default:
          // A block that stands for itself has failed.
          repeat = stack[frame + Frame.Repeat]!;
          barrier = stack[frame + Frame.Barrier]!;
          top = stack[frame + Frame.TopLevel] === 1;
          if (wait === Wait.AssertNot || wait === Wait.PossessiveMore) {
            sp = frame - saved;
            at = stack[frame + Frame.At]!;
            if (wait === Wait.PossessiveMore) pc += 2 + code[pc + 1]!;
            break back;
          }
      }
      sp = frame - saved;
    }
  }
}

/** The first alternative from a word on that can begin at a place; −1 if none can. */
function nextAlternative(engine: Engine, program: Program, start: number, at: number): number {
  const { code } = program;
  const { chars, end } = engine;
  for (let word = start; code[word] !== 0; word += code[word]!) {
    if (code[word + 1] === Op.Literal) {
      if (at >= end || chars[at] !== code[word + 2]) continue;
    } else if (code[word + 1] === Op.In) {
      if (at >= end) continue;
      const c = chars[at]!;
      const set = code[word + 3]!;
      if (c < 256 ? program.low[set + c] === 0 : !program.inSet(set, c)) continue;
    }
    return word;
  }
  return -1;
}
