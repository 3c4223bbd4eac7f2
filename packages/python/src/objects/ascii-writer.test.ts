import type { Ref } from '@uroboros/heap';
import { Interpreter, NO_HOST } from '@uroboros/python';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedDigits } from '../text/float-digits.js';
import { Align } from './ascii-writer.js';
import { newFloat } from './float.js';
import { intFromNumber } from './int.js';
import { quickFormat } from './number-format.js';

/** What is written where strings lie, against the engine's own texts. */

const { rt } = new Interpreter({ host: NO_HOST, heapBytes: 64 * 1024 ** 2 });
const { writer } = rt;

function finished(): string {
  const made = writer.finish();
  if (made === 0 || made === -1) throw new Error('no text');
  const text = rt.text(made);
  rt.decref(made);
  return text;
}

function written(write: () => void): string {
  writer.begin();
  write();
  return finished();
}

/** format(object, spec), of an object that is given away. */
function formatted(object: Ref | 0, spec: string): string {
  const specObject = rt.str(spec);
  if (object === 0 || specObject === 0) throw new Error('the heap is full');
  const made = quickFormat(rt, object, specObject);
  if (made === 0 || made === -1) throw new Error('no text');
  const text = rt.text(made);
  for (const dead of [made, object, specObject]) rt.decref(dead);
  return text;
}

const wholes = fc.oneof(
  fc.integer({ min: 0, max: 2000 }),
  fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  fc.maxSafeNat(),
  fc
    .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: -1, max: 1 }))
    .map(([n, off]) => Math.max(0, 10 ** n + off)),
);

describe('the writer of ASCII text', () => {
  it('writes digits', () => {
    fc.assert(
      fc.property(wholes, (value) => {
        expect(written(() => writer.digits(value, 0))).toBe(String(value));
        expect(written(() => writer.digits(value, 44))).toBe(value.toLocaleString('en-US'));
        expect(written(() => writer.radix(value, 2, 32))).toBe(value.toString(2));
        expect(written(() => writer.radix(value, 8, 32))).toBe(value.toString(8));
        expect(written(() => writer.radix(value, 16, 32))).toBe(value.toString(16));
        expect(written(() => writer.radix(value, 16, 0))).toBe(value.toString(16).toUpperCase());
      }),
      { numRuns: 3000 },
    );
  });

  it('writes a point', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 9 }), (value, places) => {
        const digits = String(value).padStart(places + 1, '0');
        const expected = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
        expect(written(() => writer.withPoint(value, places))).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('pads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 250 }), fc.integer({ min: 0, max: 300 }), (length, width) => {
        const text = 'abcdefg'.repeat(40).slice(0, length);
        const padded = (align: Align, head: number): string =>
          written(() => {
            writer.text('<>');
            writer.text(text);
            writer.pad(2, width, align, 42, head);
          }).slice(2);
        const missing = Math.max(0, width - length);
        const before = '*'.repeat(missing >> 1);
        const after = '*'.repeat(missing - (missing >> 1));
        expect(padded(Align.Left, 0)).toBe(text.padEnd(width, '*'));
        expect(padded(Align.Right, 0)).toBe(text.padStart(width, '*'));
        expect(padded(Align.Center, 0)).toBe(before + text + after);
        expect(padded(Align.Inside, 1)).toBe(text.slice(0, 1) + '*'.repeat(missing) + text.slice(1));
      }),
      { numRuns: 500 },
    );
  });

  it('gives up what has no room, and begins anew', () => {
    writer.begin();
    writer.text('x'.repeat(40_000));
    writer.text('y'.repeat(40_000));
    writer.byte(65);
    writer.digits(5, 0);
    expect(writer.finish()).toBe(-1);
    expect(written(() => writer.text('again'))).toBe('again');
  });
});

describe('format() of numbers, where strings lie', () => {
  /** Ties, and what is next to them; numbers of any size. */
  const floats = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 64),
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1000),
    fc
      .tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: -2, max: 2 }))
      .map(([n, off]) => (n / 64) * (1 + off * 2 ** -52)),
  );

  it('rounds floats as exact arithmetic does', () => {
    fc.assert(
      fc.property(floats, fc.integer({ min: 0, max: 10 }), (value, places) => {
        const { digits, point } = fixedDigits(Math.abs(value), places);
        const whole = digits.slice(0, Math.max(point, 0)).padEnd(Math.max(point, 0), '0') || '0';
        const fraction = ('0'.repeat(Math.max(-point, 0)) + digits.slice(Math.max(point, 0))).slice(0, places);
        const sign = value < 0 || Object.is(value, -0) ? '-' : '';
        const expected = `${sign}${whole}${places > 0 ? `.${fraction.padEnd(places, '0')}` : ''}`;
        expect(formatted(newFloat(rt, value), `.${places}f`)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it('shows signs and groups of ints', () => {
    expect(formatted(intFromNumber(rt, -1234567), ',')).toBe('-1,234,567');
    expect(formatted(intFromNumber(rt, 1000), '+_')).toBe('+1_000');
    expect(formatted(intFromNumber(rt, -255), '08x')).toBe('-00000ff');
    expect(formatted(newFloat(rt, -0), '+.1f')).toBe('-0.0');
  });
});
