import { Interpreter, NO_HOST } from '@uroboros/python';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strSteps } from './str-build.js';

/** Slices with a step against picking characters one by one. */

const { rt } = new Interpreter({ host: NO_HOST, heapBytes: 64 * 1024 ** 2 });

describe('slices of strings with a step', () => {
  it('take every so many characters', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 80 }),
      fc.string({ unit: fc.constantFrom('a', 'é', 'ß', '日'), minLength: 1, maxLength: 80 }),
    );
    fc.assert(
      fc.property(texts, fc.nat(), fc.integer({ min: -9, max: 9 }), (text, at, step) => {
        if (step === 0) return;
        const start = at % text.length;
        let expected = '';
        for (let i = start; i >= 0 && i < text.length; i += step) expected += text[i]!;
        const whole = rt.str(text);
        if (whole === 0) throw new Error('the heap is full');
        const slice = strSteps(rt, whole, start, step, expected.length);
        if (slice === 0) throw new Error('the heap is full');
        expect(rt.text(slice)).toBe(expected);
        rt.decref(slice);
        rt.decref(whole);
      }),
      { numRuns: 2000 },
    );
  });
});
