import { describe, expect, it } from 'vitest';
import {
  characterName,
  characterNamed,
  decimalOf,
  decompositionOf,
  isAssigned,
  kindOf,
  normalized,
  numberOf,
  textNamed,
} from './unicode-late.js';

const points = (text: string): number[] => Array.from(text, (each) => each.codePointAt(0)!);

describe('names of characters', () => {
  it('are found again by what they name', () => {
    let named = 0;
    for (let cp = 0; cp < 0x110000; cp++) {
      const name = characterName(cp);
      if (name === undefined) continue;
      named++;
      if (textNamed(name) !== String.fromCodePoint(cp)) expect.fail(`${name} is not U+${cp.toString(16)}`);
    }
    // What CPython 3.13 has a name for.
    expect(named).toBe(143_668);
  });

  it('are made by rule for syllables and ideographs', () => {
    expect(characterName(0xac01)).toBe('HANGUL SYLLABLE GAG');
    expect(textNamed('HANGUL SYLLABLE A')).toBe('아');
    expect(textNamed('HANGUL SYLLABLE GX')).toBeUndefined();
    expect(characterName(0x4e00)).toBe('CJK UNIFIED IDEOGRAPH-4E00');
    expect(textNamed('CJK UNIFIED IDEOGRAPH-A000')).toBeUndefined();
  });

  it('have aliases and sequences', () => {
    expect(characterNamed('null', '15.1.0')).toBe('\0');
    expect(textNamed('KEYCAP DIGIT ONE')).toBe('1\ufe0f\u20e3');
    expect(characterNamed('KEYCAP DIGIT ONE', '15.1.0')).toBeUndefined();
  });

  it('are those of a version', () => {
    expect(characterNamed('SHAKING FACE', '15.1.0')).toBe('\u{1fae8}');
    expect(characterNamed('SHAKING FACE', '14.0.0')).toBeUndefined();
  });
});

describe('the database', () => {
  it('tells versions apart', () => {
    expect(kindOf(0x1f600, '15.1.0')).toEqual({
      category: 'So',
      bidirectional: 'ON',
      eastAsianWidth: 'W',
      combining: 0,
      mirrored: 0,
    });
    expect(isAssigned(0x1f600, '3.2.0')).toBe(false);
    expect(decimalOf(0xb2, '3.2.0')).toBe(2);
    expect(decimalOf(0xb2, '15.1.0')).toBeUndefined();
    expect(numberOf(0x4eac, '14.0.0')).toBeUndefined();
    expect(numberOf(0x4eac, '15.1.0')).toBe(1e16);
    expect(numberOf(0xf33, '15.1.0')).toBe(-0.5);
    expect(decompositionOf(0xbd, '15.1.0')).toEqual({ tag: '<fraction>', points: [0x31, 0x2044, 0x32] });
  });
});

describe('normal forms', () => {
  it('put marks in order and compose what nothing separates', () => {
    expect(normalized(points('e\u0301\u0323'), 'NFC', '15.1.0')).toEqual(points('\u1eb9\u0301'));
    expect(normalized(points('\u1e69'), 'NFD', '15.1.0')).toEqual(points('s\u0323\u0307'));
    expect(normalized(points('ﬁ²'), 'NFKC', '15.1.0')).toEqual(points('fi2'));
    expect(normalized(points('각'), 'NFD', '15.1.0')).toEqual(points('\u1100\u1161\u11a8'));
    expect(normalized(points('\u1100\u1161\u11a8'), 'NFC', '15.1.0')).toEqual(points('각'));
    expect(normalized(points('\u0958'), 'NFC', '15.1.0')).toEqual(points('\u0915\u093c'));
  });
});
