import { Frame, SLOT } from '../runtime/frame.js';
import type { Folded } from './constants.js';
import { NAMED_REFS, type PieceStart } from './pieces.js';
import { Always, type StepNumber } from './recipe.js';

/**
 * What the compiler knows of a value while it generates code.
 *
 * `const`: a constant that the code object keeps alive, or another code object keeps. `local`: what a local's slot holds, not counted for this use.
 * `temp`: an owned reference in a JavaScript variable; it must reach a slot or be dropped before anything may run Python
 * code. `slot`: an owned reference in a slot of the frame's stack. `lent`: see there.
 */
export type Operand =
  | ConstOperand
  | { readonly kind: 'local'; readonly offset: number }
  | { readonly kind: 'temp'; readonly name: string }
  | { readonly kind: 'slot'; readonly offset: number }
  | LentOperand
  | NumOperand;

/** `ref` is what the text knows it as; `value` is undefined for a code object. */
export interface ConstOperand {
  readonly kind: 'const';
  readonly ref: string;
  readonly value: Folded | undefined;
}

/**
 * A result of arithmetic. `ref` is a variable: an owned reference; or −1, and the variable `value` is a whole number up to
 * 2⁵³; or −2, and it is a float. So a number that only the next operation reads never becomes an object. With a `slot`,
 * a reference stands there; it was put aside while other code ran.
 */
export interface NumOperand {
  readonly kind: 'num';
  readonly ref: string;
  readonly value: string;
  readonly slot: number | undefined;
}

/**
 * What an attribute or an item is, for an operation that follows at once: a reference in the variable `name`. While the variable
 * `owned` is 0, only the object that it was found in holds it, which a local holds, or a constant, or another such object; that
 * is safe as long as no code runs. Else it is an owned reference, like that of a `temp`.
 */
export interface LentOperand {
  readonly kind: 'lent';
  readonly name: string;
  readonly owned: string;
}

/**
 * The items of a tuple display, in so many slots from the one that the tuple is to have: no operand, but something that waits. Only if code has to run
 * meanwhile is the tuple made, as it would be by then; the variable `built` is 0 until then.
 */
interface WaitingItems {
  readonly kind: 'items';
  readonly built: string;
  readonly count: number;
}

interface Position {
  readonly lineno: number;
  readonly end_lineno: number;
  readonly col_offset: number;
  readonly end_col_offset: number;
}

/** An owned reference of what was lent. */
export const ownLent = ({ name, owned }: LentOperand): string => `(${owned}===0?inc(${name}):${name})`;

const positionText = (index: number): string => `i32[fp+${Frame.Position}]=${index};`;

/** Positions in one line of no unusual length have a number as their key. */
function positionKey({ lineno, end_lineno, col_offset, end_col_offset }: Position): string | number {
  return lineno === end_lineno && end_col_offset < 4096
    ? (lineno * 4096 + col_offset) * 4096 + end_col_offset
    : `${lineno},${end_lineno},${col_offset},${end_col_offset}`;
}

/**
 * Writes the JavaScript of one code object, line by line, and keeps account of the frame's stack. Everything it writes is made
 * of its own identifiers and of numbers; no text of the program gets in (constants and names are references, `k0`, `k1`, …).
 */
export class Emitter {
  readonly lines: string[] = [];
  /** Characters of the lines, and of all that was ever written. */
  size = 0;
  written = 0;
  /** Functions of lines that were taken out. */
  readonly pieces: string[] = [];
  /** Word offset from `fp` of the first free slot of the stack. */
  depth: number;
  /** The largest depth there was: the frame's size. */
  maxDepth: number;
  /** Label whose landing pad takes errors; undefined where the frame is left. */
  errorLabel: string | undefined;

  /** What ends a frame which an exception leaves. */
  failing: 'fail(fp)' | 'failGenerator(fp)' | 'failStep(g,fp)' = 'fail(fp)';

  /** The objects that the text uses, in the order of their numbers. */
  readonly refs: StepNumber[] = [];
  readonly #refTexts = new Map<StepNumber, string>();

  readonly #temps: string[] = [];
  readonly #free: string[] = [];
  readonly #numbers: string[] = [];
  readonly #freeNumbers: string[] = [];
  /** Operands that wait, uncounted or in variables, while an expression is computed whose fast paths run no other code. */
  readonly #waiting: { readonly operand: Operand | WaitingItems; readonly slot: number }[] = [];
  #labels = 0;
  /** The position that the frame holds here, −1 if that is not known, and its line. A call begins at the first one. */
  #position = 0;
  #line = -1;
  readonly #positions: number[] = [];
  readonly #positionIndex = new Map<string | number, number>();

  constructor(localSlots: number) {
    this.depth = Frame.Slots + SLOT * localSlots;
    this.maxDepth = this.depth;
  }

  /** Declaration of all variables. They start as 0, so that the engine need not box them. */
  get declarations(): string {
    const all = [...this.#temps, ...this.#numbers];
    return `let ${['rc', 'ro', ...(this.pieces.length > 0 ? ['rp'] : []), ...all].map((name) => `${name}=0`).join(',')};\n`;
  }

  /** What an object is called in the text. */
  refText(number: StepNumber): string {
    switch (number) {
      case Always.None:
        return 'NONE';
      case Always.True:
        return 'TRUE';
      case Always.False:
        return 'FALSE';
      case Always.Ellipsis:
        return 'ELLIPSIS';
    }
    let text = this.#refTexts.get(number);
    if (text === undefined) {
      const index = this.refs.push(number) - 1;
      text = index < NAMED_REFS ? `k${index}` : `kk[${index}]`;
      this.#refTexts.set(number, text);
    }
    return text;
  }

  /** Four numbers per position. */
  get positions(): Int32Array {
    return Int32Array.from(this.#positions);
  }

  line(text: string): void {
    this.lines.push(text);
    this.size += text.length;
    this.written += text.length;
  }

  // Pieces ---------------------------------------------------------------------------------------------------------

  /** Here a piece may begin. */
  pieceStart(): PieceStart {
    const inUse = new Set([...this.#temps, ...this.#numbers]);
    for (const name of [...this.#free, ...this.#freeNumbers]) inUse.delete(name);
    return { line: this.lines.length, size: this.size, inUse };
  }

  /** Takes the lines out again that were written since. */
  takeSince({ line, size }: PieceStart): void {
    this.lines.length = line;
    this.size = size;
  }

  label(prefix: string): string {
    return `${prefix}${this.#labels++}`;
  }

  temp(): string {
    const known = this.#free.pop();
    if (known !== undefined) return known;
    const name = `t${this.#temps.length}`;
    this.#temps.push(name);
    return name;
  }

  /** A variable for numbers, which need not be small. */
  number(): string {
    const known = this.#freeNumbers.pop();
    if (known !== undefined) return known;
    const name = `n${this.#numbers.length}`;
    this.#numbers.push(name);
    return name;
  }

  /** Gives a temporary's name back for reuse. */
  release(name: string): void {
    if (!this.#free.includes(name)) this.#free.push(name);
  }

  releaseOperand(operand: Operand): void {
    if (operand.kind === 'temp') this.release(operand.name);
    else if (operand.kind === 'lent') {
      this.release(operand.name);
      this.release(operand.owned);
    } else if (operand.kind === 'num') {
      this.release(operand.ref);
      if (!this.#freeNumbers.includes(operand.value)) this.#freeNumbers.push(operand.value);
    }
  }

  // Waiting operands -----------------------------------------------------------------------------------------------

  /** Lets an operand wait while `code` is compiled; `slot` is where it goes if a slow path runs. */
  waiting<T>(operand: Operand | WaitingItems, slot: number, code: () => T): T {
    this.#waiting.push({ operand, slot });
    const result = code();
    this.#waiting.pop();
    return result;
  }

  /**
   * A call that may run code of the program, on a slow path: waiting operands stand in their slots meanwhile. `call` assigns
   * to `name`, which is 0 on error.
   */
  slowly(name: string, call: string, failure = `${name}===0`): string {
    let before = '';
    let after = '';
    for (const { operand, slot } of this.#waiting) {
      if (operand.kind === 'const') {
        before += `i32[fp+${slot}]=inc(${operand.ref});`;
        after += `drop(fp+${slot});`;
      } else if (operand.kind === 'local') {
        before += `i32[fp+${slot}]=inc(${this.slot(operand.offset)});`;
        after += `drop(fp+${slot});`;
      } else if (operand.kind === 'temp') {
        before += `i32[fp+${slot}]=${operand.name};`;
        after += `i32[fp+${slot}]=0;`;
      } else if (operand.kind === 'lent') {
        before += `i32[fp+${slot}]=${ownLent(operand)};`;
        after += `i32[fp+${slot}]=0;${operand.owned}=1;`;
      } else if (operand.kind === 'num') {
        before += `if(${operand.ref}>0)i32[fp+${slot}]=${operand.ref};`;
        after += `i32[fp+${slot}]=0;`;
      } else if (operand.kind === 'items') {
        const { built, count } = operand;
        before += `if(${built}===0){if((${built}=newTuple(fp+${slot},${count}))===0)${this.onError}i32[fp+${slot}]=${built};}`;
      }
    }
    return `${before}${call};if(${failure})${this.onError}${after}`;
  }

  // Positions and errors -------------------------------------------------------------------------------------------

  /** Stores where execution is, for tracebacks: before whatever may raise. */
  at(node: Position): void {
    const index = this.#indexOf(node);
    this.#line = node.lineno;
    if (index === this.#position) return;
    this.#position = index;
    this.line(positionText(index));
  }

  /**
   * The same where only a slow path may raise: the text that it begins with. The line is stored in any case, because what a fast
   * path drops may run a finalizer that looks at the frame.
   */
  atSlow(node: Position): string {
    if (node.lineno !== this.#line) this.at(node);
    const index = this.#indexOf(node);
    if (index === this.#position) return '';
    this.#position = -1;
    return positionText(index);
  }

  /** The same for what only drops something: the text that stands before the last reference goes. The line is enough. */
  atDeath(node: Position): string {
    if (node.lineno === this.#line) return '';
    this.forgetPosition();
    return positionText(this.#indexOf(node));
  }

  #indexOf(node: Position): number {
    const key = positionKey(node);
    let index = this.#positionIndex.get(key);
    if (index === undefined) {
      index = this.#positions.length / 4;
      this.#positionIndex.set(key, index);
      this.#positions.push(node.lineno, node.end_lineno, node.col_offset, node.end_col_offset);
    }
    return index;
  }

  /** Stores where execution is, and tells the observer that a statement begins. */
  tellLine(node: Position): void {
    this.at(node);
    this.line(`line(${this.#position});`);
  }

  /** Code may come here from elsewhere: the position stored is unknown. */
  forgetPosition(): void {
    this.#position = -1;
    this.#line = -1;
  }

  /** The statement that goes to the landing pad of errors. */
  get onError(): string {
    return this.errorLabel === undefined ? `return ${this.failing};` : `break ${this.errorLabel};`;
  }

  /** An error if the JavaScript expression is true. */
  failIf(condition: string): void {
    this.line(`if(${condition})${this.onError}`);
  }

  /** Code that drops the reference in a variable: the common case where it stands, the last reference elsewhere. */
  dropText(name: string, place = ''): string {
    return `if((rc=i32[${name}])>1)i32[${name}]=rc-1;else if(rc>=0){${place}die(${name});}`;
  }

  // Operands -------------------------------------------------------------------------------------------------------

  slot(offset: number): string {
    return `i32[fp+${offset}]`;
  }

  /** The reference, not counted for the reader. */
  read(operand: Operand): string {
    switch (operand.kind) {
      case 'const':
        return operand.ref;
      case 'temp':
      case 'lent':
        return operand.name;
      case 'num':
        throw new RangeError('a number must be made an object before it is read');
      default:
        return this.slot(operand.offset);
    }
  }

  /** An expression that gives an owned reference; the operand is used up. */
  own(operand: Operand): string {
    switch (operand.kind) {
      case 'const':
        return `inc(${operand.ref})`;
      case 'local':
        return `inc(${this.slot(operand.offset)})`;
      case 'temp':
        this.release(operand.name);
        return operand.name;
      case 'lent':
        this.releaseOperand(operand);
        return ownLent(operand);
      case 'slot': {
        this.popTo(operand.offset);
        return `take(fp+${operand.offset})`;
      }
      case 'num':
        return this.#ownNumber(operand);
    }
  }

  /** A number becomes an object if it is none yet. */
  #ownNumber({ ref, value, slot }: NumOperand): string {
    const box = `(${ref}=box(${ref},${value}))===0`;
    if (slot === undefined) {
      this.line(`if(${ref}<0&&${box})${this.onError}`);
    } else {
      this.line(`if(${ref}>0)i32[fp+${slot}]=0;else if(${box})${this.onError}`);
      this.popTo(slot);
    }
    this.releaseOperand({ kind: 'num', ref, value, slot });
    return ref;
  }

  /** The operand as an object: not a bare number. */
  settle(operand: Operand): Exclude<Operand, NumOperand> {
    if (operand.kind !== 'num') return operand;
    const name = this.own(operand);
    this.#reserveName(name);
    return { kind: 'temp', name };
  }

  #reserveName(name: string): void {
    const index = this.#free.indexOf(name);
    if (index >= 0) this.#free.splice(index, 1);
  }

  /** Puts a number aside while other code runs: only what is an object needs the slot. */
  putAside(operand: NumOperand): NumOperand {
    const slot = this.depth;
    this.line(`if(${operand.ref}>0)i32[fp+${slot}]=${operand.ref};`);
    this.reserve(SLOT);
    return { ...operand, slot };
  }

  /** Puts an operand on the stack, counted. */
  push(operand: Operand): { readonly kind: 'slot'; readonly offset: number } {
    if (operand.kind === 'slot' && operand.offset === this.depth - SLOT) return operand;
    const offset = this.depth;
    this.line(`${this.slot(offset)}=${this.own(operand)};`);
    this.reserve(SLOT);
    return { kind: 'slot', offset };
  }

  /** Drops an operand that is no longer needed. */
  drop(operand: Operand): void {
    if (operand.kind === 'temp') {
      this.line(`dec(${operand.name});`);
      this.release(operand.name);
    } else if (operand.kind === 'lent') {
      this.line(`if(${operand.owned}!==0)dec(${operand.name});`);
      this.releaseOperand(operand);
    } else if (operand.kind === 'slot') {
      this.line(`drop(fp+${operand.offset});`);
      this.popTo(operand.offset);
    } else if (operand.kind === 'num') {
      this.line(
        `if(${operand.ref}>0)${operand.slot === undefined ? `dec(${operand.ref})` : `drop(fp+${operand.slot})`};`,
      );
      if (operand.slot !== undefined) this.popTo(operand.slot);
      this.releaseOperand(operand);
    }
  }

  /** Takes so many words of the stack. */
  reserve(words: number): void {
    this.depth += words;
    if (this.depth > this.maxDepth) this.maxDepth = this.depth;
  }

  popTo(offset: number): void {
    if (offset < this.depth) this.depth = offset;
  }

  /** The stack must be able to reach so far: for windows that helpers fill. */
  touch(offset: number): void {
    if (offset > this.maxDepth) this.maxDepth = offset;
  }
}
