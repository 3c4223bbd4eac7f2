import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextError } from './errors.js';
import {
  floatDivmod,
  floatFloorDiv,
  floatMod,
  floatPow,
  floatRound,
  floatTrueDivide,
  roundHalfEven,
} from './float-ops.js';
import {
  complexFromText,
  complexRepr,
  floatFromBytes,
  floatFromHex,
  floatFromText,
  floatHex,
  floatRepr,
} from './float-repr.js';
import {
  bitCount,
  bitLength,
  compareIntFloat,
  floatAsIntegerRatio,
  intDivmod,
  intFloorDivide,
  intFromFloat,
  intModulo,
  intPower,
  intPowerModulo,
  intRound,
  intShiftLeft,
  intShiftRight,
  intToFloat,
  intTrueDivide,
} from './int-ops.js';
import { intFromBytes, intFromText, intToText, intWithPrefix } from './int-text.js';
import { agree, bitsOf, fromBits, integer, type Outcome, outcomeOf, records } from './testing/records.js';

type Unary<T = string> = [argument: string, expected: Outcome<T>];

interface Records {
  floatRepr: Unary[];
  floatFromText: Unary[];
  floatHex: Unary[];
  floatFromHex: Unary[];
  complexRepr: [re: string, im: string, expected: string][];
  complexFromText: Unary<[string, string]>[];
  intToText: [value: string, binary: string, octal: string, hex: string, prefixed: string][];
  intFromText: [text: string, base: number, expected: Outcome][];
  integers: [operation: string, a: string, b: string, expected: Outcome][];
  powerModulo: [a: string, b: string, modulus: string, expected: Outcome][];
  floats: [operation: string, a: string, b: string, expected: Outcome][];
  floatPow: [a: string, b: string, expected: Outcome][];
  floatRound: [x: string, ndigits: number, expected: Outcome][];
  roundHalfEven: Unary[];
  intFromFloat: Unary[];
  ratio: Unary<[string, string]>[];
  intBits: [value: string, length: number, count: number][];
  compare: [value: string, x: string, expected: number | null][];
}

const recorded = records<Records>('numbers.json');
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const double = (): fc.Arbitrary<number> => fc.double();

describe('floats and text', () => {
  it('repr', () => agree(recorded.floatRepr, ([x]) => floatRepr(fromBits(x))));
  it('float(text)', () => agree(recorded.floatFromText, ([text]) => bitsOf(floatFromText(text))));
  it('hex', () => agree(recorded.floatHex, ([x]) => floatHex(fromBits(x))));
  it('fromhex', () => agree(recorded.floatFromHex, ([text]) => bitsOf(floatFromHex(text))));
  it('repr of complex', () => agree(recorded.complexRepr, ([re, im]) => complexRepr(fromBits(re), fromBits(im))));
  it('complex(text)', () =>
    agree(recorded.complexFromText, ([text]) => {
      const { re, im } = complexFromText(text);
      return [bitsOf(re), bitsOf(im)];
    }));

  it('float(bytes) shows the bytes in its error', () => {
    expect(floatFromBytes(bytesOf(' 1_0.5 '))).toBe(10.5);
    expect(outcomeOf(() => floatFromBytes(bytesOf('x')))).toEqual({
      e: 'ValueError',
      m: "could not convert string to float: b'x'",
    });
  });

  it('refuses long texts in linear time', () => {
    const started = performance.now();
    const digits = '1'.repeat(200_000);
    for (const text of [`${digits}x`, `${digits}.${digits}x`, `1${' '.repeat(200_000)}1`, `${'1_'.repeat(100_000)}_`]) {
      for (const parse of [floatFromText, complexFromText, intFromText, floatFromHex]) {
        expect(outcomeOf(() => parse(text))).toMatchObject({ e: expect.stringMatching(/ValueError|OverflowError/) });
      }
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('every float reads back from its repr and its hex', () => {
    fc.assert(
      fc.property(double(), (x) => {
        expect(floatFromText(floatRepr(x))).toBe(x);
        expect(floatFromHex(floatHex(x))).toBe(x);
      }),
    );
  });
});

describe('ints and text', () => {
  it('digits', () =>
    agree(
      recorded.intToText,
      ([text]) => {
        const value = integer(text);
        return [text, ...[2, 8, 16].map((base) => intToText(value, base)), intWithPrefix(value, 16)].concat(
          intToText(value) === text ? [] : ['decimal'],
        );
      },
      (fields) => fields,
    ));
  it('int(text, base)', () =>
    agree(recorded.intFromText, ([text, base]) => intWithPrefix(intFromText(text, base, 4300), 16)));

  it('int(bytes) shows the bytes in its error', () => {
    expect(intFromBytes(bytesOf(' -0x1F '), 0)).toBe(-31);
    expect(outcomeOf(() => intFromBytes(bytesOf('x')))).toEqual({
      e: 'ValueError',
      m: "invalid literal for int() with base 10: b'x'",
    });
  });

  it('refuses more digits than the limit, save in powers of two', () => {
    const limit = 'Exceeds the limit (4300 digits) for integer string conversion; ';
    const message = `${limit}use sys.set_int_max_str_digits() to increase the limit`;
    expect(outcomeOf(() => intToText(-(10n ** 4300n)))).toEqual({ e: 'ValueError', m: message });
    expect(intToText(-(10n ** 4299n)).length).toBe(4301);
    expect(intToText(10n ** 4300n, 16).length).toBe(3572);
    expect(intToText(10n ** 4300n, 10, 0).length).toBe(4301);
  });

  it('every int reads back in every base', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: 2, max: 36 }), (value, base) => {
        expect(BigInt(intFromText(intToText(value, base), base))).toBe(value);
      }),
    );
  });
});

describe('int arithmetic', () => {
  const operations: { [name: string]: (a: bigint, b: bigint) => bigint | number } = {
    floordiv: intFloorDivide,
    mod: intModulo,
    truediv: intTrueDivide,
    lshift: intShiftLeft,
    rshift: intShiftRight,
    pow: intPower,
    round: (a, b) => intRound(a, Number(b)),
  };
  it('operators', () =>
    agree(recorded.integers, ([name, a, b]) => {
      const result = operations[name]!(BigInt(a), BigInt(b));
      return typeof result === 'number' ? bitsOf(result) : String(result);
    }));
  it('pow with a modulus', () =>
    agree(recorded.powerModulo, ([a, b, modulus]) => String(intPowerModulo(BigInt(a), BigInt(b), BigInt(modulus)))));
  it('bit_length and bit_count', () =>
    agree(
      recorded.intBits,
      ([text]) => [
        text,
        bitLength(integer(text)),
        bitCount(integer(text)),
        bitLength(BigInt(text)),
        bitCount(BigInt(text)),
      ],
      (fields) => [...fields, fields[1], fields[2]],
    ));
  it('from float', () => agree(recorded.intFromFloat, ([x]) => String(intFromFloat(fromBits(x)))));
  it('comparison with float', () =>
    agree(recorded.compare, ([value, x]) => compareIntFloat(integer(value), fromBits(x))));

  it('gives up where the result would not fit in memory', () => {
    for (const compute of [() => intShiftLeft(1n, 1n << 40n), () => intPower(3n, 1n << 40n)]) {
      expect(outcomeOf(compute)).toEqual({ e: 'MemoryError', m: '' });
    }
    expect(intPower(-1n, 1n << 80n)).toBe(1n);
    expect(intShiftRight(-5n, 1n << 80n)).toBe(-1n);
  });

  it('divmod is what it says', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
        fc.pre(b !== 0n);
        const [quotient, remainder] = intDivmod(a, b);
        expect(quotient * b + remainder).toBe(a);
        expect(remainder === 0n || remainder < 0n === b < 0n).toBe(true);
      }),
    );
  });

  it('true division agrees with the language where ints are exact doubles', () => {
    const small = fc.integer({ min: -(2 ** 31), max: 2 ** 31 });
    fc.assert(
      fc.property(small, small, (a, b) => {
        fc.pre(b !== 0);
        expect(intTrueDivide(BigInt(a) << 80n, BigInt(b) << 80n)).toBe(a / b);
      }),
    );
  });

  it('float() overflows', () => {
    expect(intToFloat(2n ** 1023n)).toBe(2 ** 1023);
    expect(outcomeOf(() => intToFloat(2n ** 1024n))).toEqual({
      e: 'OverflowError',
      m: 'int too large to convert to float',
    });
  });
});

describe('float arithmetic', () => {
  const operations: { [name: string]: (a: number, b: number) => number } = {
    floordiv: floatFloorDiv,
    mod: floatMod,
    truediv: floatTrueDivide,
  };
  it('operators', () => agree(recorded.floats, ([name, a, b]) => bitsOf(operations[name]!(fromBits(a), fromBits(b)))));
  it('divmod', () => {
    expect(floatDivmod(-7.5, 2)).toEqual([-4, 0.5]);
    expect(outcomeOf(() => floatDivmod(1, 0))).toEqual({ e: 'ZeroDivisionError', m: 'float divmod()' });
  });
  it('pow', () =>
    agree(recorded.floatPow, ([a, b]) => {
      const result = floatPow(fromBits(a), fromBits(b));
      return result === undefined ? 'complex' : bitsOf(result);
    }));
  it('pow tells errno', () => {
    try {
      floatPow(1e300, 5);
      expect.unreachable();
    } catch (error) {
      expect((error as TextError).errno).toBe(34);
      expect(String(error)).toBe('OverflowError: Numerical result out of range');
    }
  });
  it('round to digits', () => agree(recorded.floatRound, ([x, ndigits]) => bitsOf(floatRound(fromBits(x), ndigits))));
  it('round to an int', () => agree(recorded.roundHalfEven, ([x]) => String(roundHalfEven(fromBits(x)))));
  it('as_integer_ratio', () => agree(recorded.ratio, ([x]) => floatAsIntegerRatio(fromBits(x)).map(String)));

  it('a ratio divides to the float it came from', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(intTrueDivide(...floatAsIntegerRatio(x))).toBe(x + 0);
      }),
    );
  });
});
