import { Frame, SLOT } from '../runtime/frame.js';

/**
 * What the compiler knows of a value while it generates code.
 *
 * `const`: a constant that the code object keeps alive. `local`: what a local's slot holds, not counted for this use.
 * `temp`: an owned reference in a JavaScript variable; it must reach a slot or be dropped before anything may run Python
 * code. `slot`: an owned reference in a slot of the frame's stack.
 */
export type Operand =
  | { readonly kind: 'const'; readonly ref: number }
  | { readonly kind: 'local'; readonly offset: number }
  | { readonly kind: 'temp'; readonly name: string }
  | { readonly kind: 'slot'; readonly offset: number };

/**
 * Writes the JavaScript of one code object, line by line, and keeps account of the frame's stack. Everything it writes is made
 * of its own identifiers and of numbers; no text of the program gets in (constants are references).
 */
export class Emitter {
  readonly lines: string[] = [];
  /** Word offset from `fp` of the first free slot of the stack. */
  depth: number;
  /** The largest depth there was: the frame's size. */
  maxDepth: number;
  /** Label whose landing pad takes errors; undefined where the frame is left. */
  errorLabel: string | undefined;

  /** The function that ends a frame which an exception leaves. */
  failing: 'fail' | 'failGenerator' = 'fail';

  readonly #temps: string[] = [];
  readonly #free: string[] = [];
  #labels = 0;
  #position = -1;
  readonly #positions: number[] = [];
  readonly #positionIndex = new Map<string, number>();

  constructor(localSlots: number) {
    this.depth = Frame.Slots + SLOT * localSlots;
    this.maxDepth = this.depth;
  }

  /** Names of all temporaries: to be declared at the start. */
  get temps(): readonly string[] {
    return this.#temps;
  }

  /** Four numbers per position. */
  get positions(): Int32Array {
    return Int32Array.from(this.#positions);
  }

  line(text: string): void {
    this.lines.push(text);
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

  /** Gives a temporary's name back for reuse. */
  release(name: string): void {
    if (!this.#free.includes(name)) this.#free.push(name);
  }

  releaseOperand(operand: Operand): void {
    if (operand.kind === 'temp') this.release(operand.name);
  }

  // Positions and errors -------------------------------------------------------------------------------------------

  /** Stores where execution is, for tracebacks: before whatever may raise. */
  at(node: { lineno: number; end_lineno: number; col_offset: number; end_col_offset: number }): void {
    const key = `${node.lineno},${node.end_lineno},${node.col_offset},${node.end_col_offset}`;
    let index = this.#positionIndex.get(key);
    if (index === undefined) {
      index = this.#positions.length / 4;
      this.#positionIndex.set(key, index);
      this.#positions.push(node.lineno, node.end_lineno, node.col_offset, node.end_col_offset);
    }
    if (index === this.#position) return;
    this.#position = index;
    this.line(`i32[fp+${Frame.Position}]=${index};`);
  }

  /** Code may come here from elsewhere: the position stored is unknown. */
  forgetPosition(): void {
    this.#position = -1;
  }

  /** The statement that goes to the landing pad of errors. */
  get onError(): string {
    return this.errorLabel === undefined ? `return ${this.failing}(fp);` : `break ${this.errorLabel};`;
  }

  /** An error if the JavaScript expression is true. */
  failIf(condition: string): void {
    this.line(`if(${condition})${this.onError}`);
  }

  // Operands -------------------------------------------------------------------------------------------------------

  slot(offset: number): string {
    return `i32[fp+${offset}]`;
  }

  /** The reference, not counted for the reader. */
  read(operand: Operand): string {
    switch (operand.kind) {
      case 'const':
        return String(operand.ref);
      case 'temp':
        return operand.name;
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
      case 'slot': {
        this.popTo(operand.offset);
        return `take(fp+${operand.offset})`;
      }
    }
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
    } else if (operand.kind === 'slot') {
      this.line(`drop(fp+${operand.offset});`);
      this.popTo(operand.offset);
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

/** Whether evaluating an operand's successor may leave it where it is: it needs no slot while other code runs. */
export function isStable(operand: Operand): boolean {
  return operand.kind === 'const';
}
