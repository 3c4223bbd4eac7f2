import { describe, expect, it } from 'vitest';
import { BLAKE2B, BLAKE2S, Blake2, type BlakeKind } from './blake.js';
import { toHex } from './digest-objects.js';
import { Sponge } from './keccak.js';

/** Test vectors of FIPS 202 and RFC 7693: the hash of `abc`. */

const ABC = Uint8Array.of(97, 98, 99);

function blake(kind: BlakeKind): string {
  const none = new Uint8Array(0);
  const hash = Blake2.start(kind, {
    digestSize: kind.maxDigestSize,
    key: none,
    salt: none,
    person: none,
    fanout: 1,
    depth: 1,
    leafSize: 0,
    nodeOffset: 0n,
    nodeDepth: 0,
    innerSize: 0,
    lastNode: false,
  });
  hash.update(ABC);
  return toHex(hash.finish());
}

describe('hash functions', () => {
  it('SHA3-256 and SHAKE128', () => {
    const sha3 = new Sponge(136, 0x06, 32);
    sha3.update(ABC);
    expect(toHex(sha3.finish())).toBe('3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532');
    const shake = new Sponge(168, 0x1f, 0);
    expect(toHex(shake.finish(8))).toBe('7f9c2ba4e88f827d');
  });

  it('BLAKE2b and BLAKE2s', () => {
    expect(blake(BLAKE2B).slice(0, 32)).toBe('ba80a53f981c4d0d6a2797b69f12f6e9');
    expect(blake(BLAKE2S)).toBe('508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982');
  });

  it('give the same hash for a message that comes in pieces', () => {
    const whole = new Sponge(72, 0x06, 64);
    const parts = new Sponge(72, 0x06, 64);
    const message = Uint8Array.from({ length: 300 }, (_, i) => i);
    whole.update(message);
    for (let i = 0; i < 300; i += 7) parts.update(message.subarray(i, i + 7));
    expect(toHex(parts.finish())).toBe(toHex(whole.finish()));
  });
});
