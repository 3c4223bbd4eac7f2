// Reads what record_*.py recorded from CPython. UROBOROS_TEXT_RECORDS names another folder, for larger runs by hand.

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { TextError } from '../errors.js';

export interface Raised {
  readonly e: string;
  readonly m: string;
}

/** A recorded outcome: the encoded value, or the exception. */
export type Outcome<T = string> = T | Raised;

export function records<T>(name: string): T {
  const folder = process.env['UROBOROS_TEXT_RECORDS'];
  const url = folder === undefined ? new URL(name, import.meta.url) : `${folder}/${name}`;
  return JSON.parse(readFileSync(url, 'utf8')) as T;
}

const view = new DataView(new ArrayBuffer(8));

export function bitsOf(x: number): string {
  view.setFloat64(0, Number.isNaN(x) ? NaN : x);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

export function fromBits(hex: string): number {
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

/** An int as the algorithms take it: a number where that is exact. */
export function integer(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** Runs `compute`, turning what it throws into the form of the records. */
export function outcomeOf<T>(compute: () => T): Outcome<T> {
  try {
    return compute();
  } catch (error) {
    if (error instanceof TextError) return { e: error.type, m: error.message };
    throw error;
  }
}

/** Compares every case with its record, and shows the first few that differ. */
export function agree<C extends readonly unknown[]>(
  cases: readonly C[],
  compute: (fields: NoInfer<C>) => unknown,
  expected: (fields: NoInfer<C>) => unknown = (fields) => fields.at(-1),
): void {
  const different: unknown[] = [];
  let count = 0;
  for (const fields of cases) {
    let actual: unknown;
    try {
      actual = outcomeOf(() => compute(fields));
    } catch (error) {
      actual = `internal fault: ${error instanceof Error ? error.stack : String(error)}`;
    }
    const wanted = expected(fields);
    if (JSON.stringify(actual) === JSON.stringify(wanted)) continue;
    count++;
    if (different.length < 6) different.push({ case: fields, actual, wanted });
  }
  expect({ count, of: cases.length, different }).toEqual({ count: 0, of: cases.length, different: [] });
}
