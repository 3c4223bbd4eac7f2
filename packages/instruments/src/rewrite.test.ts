import { describe, expect, it } from 'vitest';
import { RewriteError, rewriteWrites } from './rewrite.js';

describe('the observed form of a text', () => {
  it.each([
    ['i32[a] = b;', '$put32(a, b);'],
    ['rt.i32[a + 2] = i32[b] = 0;', '$put32(a + 2, $put32(b, 0));'],
    ['this.i32[f(i32[x]++)] = 1;', '$put32(f(($add32(x, 1)-(1))), 1);'],
    ['i32[x]++;', '$add32(x, 1);'],
    ['--i32[x];', '$add32(x, -1);'],
    ['y = --i32[x];', 'y = $add32(x, -1);'],
    [
      'i32[x] += 2; i32[x] -= a + b; i32[x]|=4; i32[x] &= ~4;',
      '$add32(x, 2); $add32(x, -( a + b)); $or32(x,4); $and32(x, ~4);',
    ],
    ['i32[(a)] = (b, c);', '$put32((a), (b, c));'],
    ['for (;;i32[x]++) y;', 'for (;;$add32(x, 1)) y;'],
    ['u8[a] = 1; u16[a] = 1; u32[a] = 1; f64[a] = 1;', '$put8(a, 1); $put16(a, 1); $put32u(a, 1); $put64(a, 1);'],
    [
      'rt.u8.fill(0, a, b); into?.set(x); v.setInt16(0, 1, true);',
      '$fill(rt.u8, 0, a, b); $set(into, x); $viewInt16(v, 0, 1, true);',
    ],
    ['list.reverse();', '$reverse(list);'],
    ['i32[object + 2 /* Header.Type */] = type;', '$born(object + 2 /* Header.Type */, type);'],
  ])('of %s', (text, observed) => {
    expect(rewriteWrites(text, 'script')).toBe(observed);
  });

  it('leaves reads, other arrays and texts alone', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a text that has code in it, as the compiler's.
    const text = 'x = i32[a]; ic[a] = 1; counts[0] = 1; y = `i32[fp]=${x};`; map.get(1); super.toString();';
    expect(rewriteWrites(`class A extends B { m() { ${text} } }`, 'script')).toBe(
      `class A extends B { m() { ${text} } }`,
    );
  });

  it('refuses what it has no form for, and says where', () => {
    expect(() => rewriteWrites('\ni32[x] += f();', 'script')).toThrow(
      new RewriteError('line 2: += with a call on its right side: i32[x] += f()'),
    );
    expect(() => rewriteWrites('u8[x]++', 'script')).toThrow('line 1: ++ on a view other than i32');
    expect(() => rewriteWrites('i32[x] *= 2', 'script')).toThrow('*= on a view');
  });
});
