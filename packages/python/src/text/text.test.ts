import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capitalize,
  caseFold,
  isLowerText,
  isTitleText,
  isUpperText,
  swapCase,
  toLower,
  toTitle,
  toUpper,
} from './case-map.js';
import {
  addFrozensetHash,
  addTupleHash,
  finishFrozensetHash,
  finishTupleHash,
  hashBytes,
  hashComplex,
  hashFloat,
  hashInt,
  hashPointer,
  hashText,
  hashValue,
  secretFromSeed,
  sipHash24,
  startFrozensetHash,
  startTupleHash,
  ZERO_SECRET,
} from './hash.js';
import { asciiOfRepr, asciiRepr, bytesRepr, strRepr } from './str-repr.js';
import { agree, fromBits, integer, records } from './testing/records.js';
import * as unicode from './unicode.js';

interface Records {
  repr: [text: string, repr: string, ascii: string][];
  bytesRepr: [hex: string, repr: string][];
  unicode: number[];
  case: string[][];
  hashText: [seed: number, text: string, hash: string][];
  hashInt: [value: string, hash: string][];
  hashFloat: [x: string, hash: string][];
  hashComplex: [re: string, im: string, hash: string][];
  hashTuple: [items: string[], hash: string][];
  hashFrozenset: [items: string[], hash: string][];
}

const recorded = records<Records>('text.json');

describe('repr', () => {
  it('str', () =>
    agree(
      recorded.repr,
      ([text]) => [text, strRepr(text), asciiRepr(text)],
      (fields) => fields,
    ));
  it('ascii() of a repr', () => agree(recorded.repr, ([, repr]) => asciiOfRepr(repr)));
  it('bytes', () =>
    agree(recorded.bytesRepr, ([hex]) => bytesRepr(Uint8Array.from(hex.match(/../g) ?? [], (b) => parseInt(b, 16)))));
  it('part of the bytes', () => expect(bytesRepr(Uint8Array.of(0x27, 0x61, 0x22), 1, 3)).toBe("b'a\"'"));
});

describe('Unicode 15.1', () => {
  const predicates = [
    unicode.isIdentifierStart,
    unicode.isIdentifierContinue,
    unicode.isPrintable,
    unicode.isAlpha,
    unicode.isDecimal,
    unicode.isDigit,
    unicode.isNumeric,
    unicode.isSpace,
    unicode.isUpper,
    unicode.isLower,
    (cp: number) => unicode.isTitle(cp) || unicode.isUpper(cp),
    unicode.isAlnum,
  ];
  const mappings = [toUpper, toLower, toTitle, caseFold, swapCase, capitalize];
  const mix = (digest: number, value: number): number => Math.imul(digest ^ value, 16777619);

  /** The same digest of every fact about 4096 characters as record_text.py makes. */
  function fingerprint(block: number): number {
    let digest = 2166136261 | 0;
    for (let cp = block * 4096; cp < (block + 1) * 4096; cp++) {
      let flags = 0;
      for (const predicate of predicates) flags = (flags << 1) | Number(predicate(cp));
      digest = mix(digest, flags);
      const value = unicode.decimalValue(cp);
      digest = mix(digest, value < 0 ? 10 : value);
      const character = String.fromCodePoint(cp);
      for (const mapping of mappings) {
        for (const image of mapping(character)) digest = mix(digest, image.codePointAt(0)!);
      }
    }
    return digest >>> 0;
  }

  it('every property and every case mapping of every character', () => {
    const wrong = recorded.unicode.flatMap((digest, block) => (fingerprint(block) === digest ? [] : [block]));
    expect(wrong).toEqual([]);
  }, 60_000);

  it('case conversion in context', () =>
    agree(
      recorded.case,
      ([text]) => {
        const flags = [
          isUpperText(text!),
          isLowerText(text!),
          isTitleText(text!),
          unicode.isIdentifier(text!),
          unicode.allCharacters(text!, unicode.isAlpha),
          text === '' || unicode.allCharacters(text!, unicode.isPrintable),
        ];
        return [text, ...mappings.map((mapping) => mapping(text!)), flags.map(Number).join('')];
      },
      (fields) => fields,
    ));

  it('counts code points', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff })), (codes) => {
        const text = String.fromCodePoint(...codes);
        expect(unicode.codePointLength(text)).toBe(Array.from(text).length);
      }),
    );
    expect(unicode.codePointLength('\ud800\ud83d\ude00\udc00')).toBe(3);
    expect(unicode.category(0x1c5)).toBe('Lt');
  });
});

describe('hashes', () => {
  const out = new Int32Array(2);
  const value = (): string => String(hashValue(out));

  it('str, under several seeds', () =>
    agree(recorded.hashText, ([seed, text]) => {
      hashText(text, secretFromSeed(seed), out);
      return value();
    }));
  it('int', () =>
    agree(recorded.hashInt, ([text]) => {
      hashInt(integer(text), out);
      return value();
    }));
  it('float', () =>
    agree(recorded.hashFloat, ([x]) => {
      hashFloat(fromBits(x), out);
      return value();
    }));
  it('complex', () =>
    agree(recorded.hashComplex, ([re, im]) => {
      hashComplex(fromBits(re), fromBits(im), out);
      return value();
    }));
  it('tuple', () =>
    agree(recorded.hashTuple, ([items]) => {
      const accumulator = new Int32Array(2);
      startTupleHash(accumulator);
      for (const item of items) {
        hashInt(integer(item), out);
        addTupleHash(accumulator, out[0]!, out[1]!);
      }
      finishTupleHash(accumulator, items.length);
      return String(hashValue(accumulator));
    }));
  it('frozenset', () =>
    agree(recorded.hashFrozenset, ([items]) => {
      const accumulator = new Int32Array(2);
      startFrozensetHash(accumulator);
      for (const item of items) {
        hashInt(integer(item), out);
        addFrozensetHash(accumulator, out[0]!, out[1]!);
      }
      finishFrozensetHash(accumulator, items.length);
      return String(hashValue(accumulator));
    }));

  it('SipHash-2-4: the vector of its authors', () => {
    const bytes = Uint8Array.from({ length: 15 }, (_, i) => i);
    sipHash24(bytes, 0, 15, 0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c, out);
    expect(BigInt.asUintN(64, hashValue(out))).toBe(0xa129ca6149be45e5n);
    hashBytes(bytes, 0, 0, ZERO_SECRET, out, 'siphash24');
    expect(hashValue(out)).toBe(0n);
  });

  it('an address', () => {
    hashPointer(0x12345670, 0x7f, out);
    expect(hashValue(out)).toBe(0x7f12345670n >> 4n);
  });

  it('equal numbers have equal hashes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const whole = Math.trunc(x);
        hashFloat(whole, out);
        const ofFloat = value();
        hashInt(BigInt(whole), out);
        expect(value()).toBe(ofFloat);
      }),
    );
  });
});
