/**
 * Numeric literals: the scanner's state machine with CPython's messages, and the value of a scanned literal.
 */
import type { ConstantValue } from './nodes.js';
import type { Tok } from './tokens.js';

/** What the scanner needs of the tokenizer. */
interface Characters {
  readonly source: string;
  cur: number;
  limit: number;
  readonly lineStart: number;
  /** Let pass what only touches a name, and leading zeros. */
  readonly extraTokens: boolean;
  next(): number;
  back(c: number): void;
  syntaxError(msg: string, offset?: number, endOffset?: number): Tok;
  warn(category: 'SyntaxWarning', msg: string): void;
  column(lineStart: number, offset: number): number;
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isHexDigit = (c: number): boolean => isDigit(c) || ((c | 32) >= 97 && (c | 32) <= 102);
const isNameCharacter = (c: number): boolean => isDigit(c) || c === 95 || ((c | 32) >= 97 && (c | 32) <= 122);

const UNDERSCORE = 95;
const DOT = 46;

/**
 * Keywords that may touch a number (`1if x else y`), by first letter. CPython still allows them, with a warning.
 * `in`, `is` and `if` are accepted by their first two letters.
 */
const TOUCHING_KEYWORDS: Readonly<Record<string, RegExp>> = {
  a: /and(?![A-Za-z0-9_\u0080-\uffff])/y,
  e: /else(?![A-Za-z0-9_\u0080-\uffff])/y,
  f: /for(?![A-Za-z0-9_\u0080-\uffff])/y,
  i: /i[fns]/y,
  n: /not(?![A-Za-z0-9_\u0080-\uffff])/y,
  o: /or(?![A-Za-z0-9_\u0080-\uffff])/y,
};

export class NumberScanner {
  constructor(private readonly text: Characters) {}

  /** Reads a number whose first digit was just read. False when an error was kept. */
  number(first: number): boolean {
    const t = this.text;
    if (first !== 48) return this.decimalPart();
    const c = t.next();
    switch (c | 32) {
      case 120:
        return this.radix('hexadecimal', isHexDigit, 16);
      case 111:
        return this.radix('octal', (d) => d >= 48 && d < 56, 8);
      case 98:
        return this.radix('binary', (d) => d === 48 || d === 49, 2);
      default:
        return this.leadingZero(c);
    }
  }

  private radix(kind: string, fits: (c: number) => boolean, base: number): boolean {
    const t = this.text;
    let c = t.next();
    do {
      if (c === UNDERSCORE) c = t.next();
      if (!fits(c)) return this.badDigit(kind, c, base);
      do c = t.next();
      while (fits(c));
    } while (c === UNDERSCORE);
    if (base < 10 && isDigit(c)) return this.badDigit(kind, c, base);
    return this.end(c, kind);
  }

  private badDigit(kind: string, c: number, base: number): false {
    const t = this.text;
    if (base < 10 && isDigit(c)) t.syntaxError(`invalid digit '${String.fromCharCode(c)}' in ${kind} literal`);
    else {
      t.back(c);
      t.syntaxError(`invalid ${kind} literal`);
    }
    return false;
  }

  /** `0`, `00`, `0_0`, `0.5`, `0e1`, `07.5`, `07j` are numbers; `07` is not. */
  private leadingZero(second: number): boolean {
    const t = this.text;
    const start = t.cur - 1 - (second === -1 ? 0 : 1);
    let c = second;
    for (;;) {
      if (c === UNDERSCORE) {
        c = t.next();
        if (!isDigit(c)) return this.invalid(c);
      }
      if (c !== 48) break;
      c = t.next();
    }
    const zerosEnd = t.cur;
    const nonzero = isDigit(c);
    if (nonzero) {
      c = this.digits();
      if (c === -2) return false;
    }
    if (c === DOT) return this.fraction(t.next());
    if ((c | 32) === 101) return this.exponent(c);
    if ((c | 32) === 106) return this.imaginary();
    if (!nonzero || t.extraTokens) return this.end(c, 'decimal');
    t.back(c);
    t.syntaxError(
      'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      t.column(t.lineStart, start) + 1,
      t.column(t.lineStart, zerosEnd),
    );
    return false;
  }

  private decimalPart(): boolean {
    const c = this.digits();
    if (c === -2) return false;
    return c === DOT ? this.fraction(this.text.next()) : this.afterFraction(c);
  }

  /** Goes on after a point; `c` is the character behind it. */
  fraction(c: number): boolean {
    let next = c;
    if (isDigit(c)) {
      next = this.digits();
      if (next === -2) return false;
    }
    return this.afterFraction(next);
  }

  private afterFraction(c: number): boolean {
    if (c !== -1 && (c | 32) === 101) return this.exponent(c);
    if (c !== -1 && (c | 32) === 106) return this.imaginary();
    return this.end(c, 'decimal');
  }

  private exponent(e: number): boolean {
    const t = this.text;
    let c = t.next();
    if (c === 43 || c === 45) {
      c = t.next();
      if (!isDigit(c)) return this.invalid(c);
    } else if (!isDigit(c)) {
      // `1else`: the e belongs to a keyword, or it is an error.
      t.back(c);
      if (!this.verifyEnd(e, 'decimal')) return false;
      t.back(e);
      return true;
    }
    c = this.digits();
    if (c === -2) return false;
    return (c | 32) === 106 && c !== -1 ? this.imaginary() : this.end(c, 'decimal');
  }

  private imaginary(): boolean {
    return this.end(this.text.next(), 'imaginary');
  }

  /** Reads digits and single underscores; the character behind them, or -2 when an error was kept. */
  private digits(): number {
    const t = this.text;
    for (;;) {
      let c = t.next();
      while (isDigit(c)) c = t.next();
      if (c !== UNDERSCORE) return c;
      c = t.next();
      if (!isDigit(c)) {
        this.invalid(c);
        return -2;
      }
    }
  }

  private invalid(c: number): false {
    this.text.back(c);
    this.text.syntaxError('invalid decimal literal');
    return false;
  }

  private end(c: number, kind: string): boolean {
    if (!this.verifyEnd(c, kind)) return false;
    this.text.back(c);
    return true;
  }

  /** A number must not run into a name. `c`, the character behind it, has been read. */
  private verifyEnd(c: number, kind: string): boolean {
    const t = this.text;
    if (t.extraTokens) return true;
    if (c < 0 || c >= 128 || !isNameCharacter(c)) return true;
    const keyword = TOUCHING_KEYWORDS[String.fromCharCode(c)];
    if (keyword !== undefined) {
      keyword.lastIndex = t.cur - 1;
      if (keyword.test(t.source)) {
        t.warn('SyntaxWarning', `invalid ${kind} literal`);
        return true;
      }
    }
    t.back(c);
    t.syntaxError(`invalid ${kind} literal`);
    return false;
  }
}

/** Digits of a decimal int; 0 for all other literals. */
export function decimalDigits(literal: string): number {
  return /^[0-9_]+$/.test(literal) ? literal.replaceAll('_', '').length : 0;
}

/** The value of a numeric literal. */
export function numberValue(literal: string): ConstantValue {
  const text = literal.includes('_') ? literal.replaceAll('_', '') : literal;
  const last = text.charCodeAt(text.length - 1) | 32;
  const second = text.charCodeAt(1) | 32;
  if (text.charCodeAt(0) === 48 && (second === 120 || second === 111 || second === 98)) {
    return { t: 'int', value: BigInt(text.toLowerCase()) };
  }
  if (last === 106) return { t: 'complex', imag: Number(text.slice(0, -1)) };
  if (/[.eE]/.test(text)) return { t: 'float', value: Number(text) };
  return { t: 'int', value: BigInt(text) };
}
