/** The hash of what stands at so many bytes from a word on, into two words. */
export type HashWords = (word: number, length: number, to: number) => void;

/** The beginning of the state: that of the secret 0, which is the only one there is. */
const V0 = 0x70736575;
const V0_HIGH = 0x736f6d65;
const V1 = 0x6e646f6d;
const V1_HIGH = 0x646f7261;
const V2 = 0x6e657261;
const V2_HIGH = 0x6c796765;
const V3 = 0x79746573;
const V3_HIGH = 0x74656462;

/** Rounds behind the last words of the text: one for what is left of it, three to end. */
const LAST_ROUNDS = 4;

/**
 * SipHash-1-3 of texts in a memory, as `hashBytes` has it, over constants and in whole words: every new string that becomes a key is hashed. There is at
 * least one byte, and so much memory that the words may be read that the last bytes lie in.
 */
export function wordHasher(i32: Int32Array): HashWords {
  return (first, length, to) => {
    let v0lo = V0;
    let v0hi = V0_HIGH;
    let v1lo = V1;
    let v1hi = V1_HIGH;
    let v2lo = V2;
    let v2hi = V2_HIGH;
    let v3lo = V3;
    let v3hi = V3_HIGH;
    const rest = length & 7;
    let word = first;
    for (let left = (length >>> 3) + LAST_ROUNDS; left > 0; left--) {
      let mlo = 0;
      let mhi = 0;
      if (left > LAST_ROUNDS) {
        mlo = i32[word]!;
        mhi = i32[word + 1]!;
        word += 2;
      } else if (left === LAST_ROUNDS) {
        mhi = length << 24;
        if (rest > 3) mlo = i32[word]!;
        else if (rest > 0) mlo = i32[word]! & ((1 << (8 * rest)) - 1);
        if (rest > 4) mhi |= i32[word + 1]! & ((1 << (8 * rest - 32)) - 1);
      } else if (left === LAST_ROUNDS - 1) v2lo ^= 0xff;
      v3lo ^= mlo;
      v3hi ^= mhi;
      let lo = (v0lo + v1lo) | 0;
      let hi = (v0hi + v1hi + (((v0lo & v1lo) | ((v0lo | v1lo) & ~lo)) >>> 31)) | 0;
      let shifted = (v1lo << 13) | (v1hi >>> 19);
      v1hi = ((v1hi << 13) | (v1lo >>> 19)) ^ hi;
      v1lo = shifted ^ lo;
      v0lo = hi;
      v0hi = lo;
      lo = (v2lo + v3lo) | 0;
      v2hi = (v2hi + v3hi + (((v2lo & v3lo) | ((v2lo | v3lo) & ~lo)) >>> 31)) | 0;
      v2lo = lo;
      shifted = (v3lo << 16) | (v3hi >>> 16);
      v3hi = ((v3hi << 16) | (v3lo >>> 16)) ^ v2hi;
      v3lo = shifted ^ v2lo;
      lo = (v0lo + v3lo) | 0;
      v0hi = (v0hi + v3hi + (((v0lo & v3lo) | ((v0lo | v3lo) & ~lo)) >>> 31)) | 0;
      v0lo = lo;
      shifted = (v3lo << 21) | (v3hi >>> 11);
      v3hi = ((v3hi << 21) | (v3lo >>> 11)) ^ v0hi;
      v3lo = shifted ^ v0lo;
      lo = (v2lo + v1lo) | 0;
      hi = (v2hi + v1hi + (((v2lo & v1lo) | ((v2lo | v1lo) & ~lo)) >>> 31)) | 0;
      shifted = (v1lo << 17) | (v1hi >>> 15);
      v1hi = ((v1hi << 17) | (v1lo >>> 15)) ^ hi;
      v1lo = shifted ^ lo;
      v2lo = hi;
      v2hi = lo;
      v0lo ^= mlo;
      v0hi ^= mhi;
    }
    const low = v0lo ^ v1lo ^ v2lo ^ v3lo;
    const high = v0hi ^ v1hi ^ v2hi ^ v3hi;
    i32[to] = low === -1 && high === -1 ? -2 : low;
    i32[to + 1] = high;
  };
}
