import type { Complex } from '../../text/complex-ops.js';

/**
 * What the functions of cmath give where a part of the argument is infinite or no number: C99's annex G, as CPython's tables have it.
 *
 * Rows are the real part's, columns the imaginary part's: −∞, negative, −0, 0, positive, ∞, NaN. A letter stands for a part of the
 * result, a small one for its negative. Dots stand where the result follows otherwise, or is an error.
 */

const LETTERS: Readonly<Record<string, number>> = {
  I: Infinity,
  Z: 0,
  U: 1,
  P: Math.PI,
  H: Math.PI / 2,
  Q: Math.PI / 4,
  T: 3 * (Math.PI / 4),
  N: Number.NaN,
};

const TABLES = {
  acos: `
    TI PI PI Pi Pi Ti NI
    HI .. .. .. .. Hi NN
    HI .. .. .. .. Hi HN
    HI .. .. .. .. Hi HN
    HI .. .. .. .. Hi NN
    QI ZI ZI Zi Zi Qi NI
    NI NN NN NN NN Ni NN
  `,
  acosh: `
    It Ip Ip IP IP IT IN
    Ih .. .. .. .. IH NN
    Ih .. .. .. .. IH NN
    Ih .. .. .. .. IH NN
    Ih .. .. .. .. IH NN
    Iq Iz Iz IZ IZ IQ IN
    IN NN NN NN NN IN NN
  `,
  asinh: `
    iq iz iz iZ iZ iQ iN
    ih .. .. .. .. iH NN
    ih .. .. .. .. iH NN
    Ih .. .. .. .. IH NN
    Ih .. .. .. .. IH NN
    Iq Iz Iz IZ IZ IQ IN
    IN NN Nz NZ NN IN NN
  `,
  atanh: `
    zh zh zh zH zH zH zN
    zh .. .. .. .. zH NN
    zh .. .. .. .. zH zN
    Zh .. .. .. .. ZH ZN
    Zh .. .. .. .. ZH NN
    Zh Zh Zh ZH ZH ZH ZN
    Zh NN NN NN NN ZH NN
  `,
  cosh: `
    .. .. IZ Iz .. .. IN
    .. .. .. .. .. .. NN
    .. .. .. .. .. .. NZ
    .. .. .. .. .. .. NZ
    .. .. .. .. .. .. NN
    .. .. Iz IZ .. .. IN
    NN NN NZ NZ NN NN NN
  `,
  exp: `
    ZZ .. Zz ZZ .. ZZ ZZ
    .. .. .. .. .. .. NN
    .. .. .. .. .. .. NN
    .. .. .. .. .. .. NN
    .. .. .. .. .. .. NN
    .. .. Iz IZ .. .. IN
    NN NN Nz NZ NN NN NN
  `,
  log: `
    It Ip Ip IP IP IT IN
    Ih .. .. .. .. IH NN
    Ih .. .. .. .. IH NN
    Ih .. .. .. .. IH NN
    Ih .. .. .. .. IH NN
    Iq Iz Iz IZ IZ IQ IN
    IN NN NN NN NN IN NN
  `,
  rect: `
    .. .. iZ iz .. .. IN
    .. .. .. .. .. .. NN
    ZZ .. .. .. .. ZZ ZZ
    ZZ .. .. .. .. ZZ ZZ
    .. .. .. .. .. .. NN
    .. .. Iz IZ .. .. IN
    NN NN NZ NZ NN NN NN
  `,
  sinh: `
    .. .. iz iZ .. .. IN
    .. .. .. .. .. .. NN
    .. .. .. .. .. .. ZN
    .. .. .. .. .. .. ZN
    .. .. .. .. .. .. NN
    .. .. Iz IZ .. .. IN
    NN NN Nz NZ NN NN NN
  `,
  sqrt: `
    Ii Zi Zi ZI ZI II NI
    Ii .. .. .. .. II NN
    Ii .. .. .. .. II NN
    Ii .. .. .. .. II NN
    Ii .. .. .. .. II NN
    Ii Iz Iz IZ IZ II IN
    Ii NN NN NN NN II NN
  `,
  tanh: `
    uZ .. uz uZ .. uZ uZ
    .. .. .. .. .. .. NN
    .. .. .. .. .. .. NN
    .. .. .. .. .. .. NN
    .. .. .. .. .. .. NN
    UZ .. Uz UZ .. UZ UZ
    NN NN Nz NZ NN NN NN
  `,
};

export type Tabulated = keyof typeof TABLES;

const tables = new Map<Tabulated, readonly (readonly Complex[])[]>();

/** What a function gives for an argument whose parts are not both finite. */
export function specialValue(name: Tabulated, re: number, im: number): Complex {
  let table = tables.get(name);
  if (table === undefined) {
    table = TABLES[name]
      .trim()
      .split('\n')
      .map((row) => row.trim().split(' ').map(readCell));
    tables.set(name, table);
  }
  return table[kindOf(re)]![kindOf(im)]!;
}

function readCell(cell: string): Complex {
  return { re: readPart(cell[0]!), im: readPart(cell[1]!) };
}

function readPart(letter: string): number {
  const value = LETTERS[letter];
  return value ?? -(LETTERS[letter.toUpperCase()] ?? Number.NaN);
}

function kindOf(x: number): number {
  if (Number.isNaN(x)) return 6;
  if (x === 0) return Object.is(x, 0) ? 3 : 2;
  if (x < 0) return x === -Infinity ? 0 : 1;
  return x === Infinity ? 5 : 4;
}
