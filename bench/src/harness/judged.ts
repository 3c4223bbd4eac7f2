import { shortNumber, tableLines } from './table.js';

/** A figure beside what is asked of it. */
export interface JudgedRow {
  readonly what: string;
  readonly is: number;
  readonly asked: number;
  readonly unit: string;
  readonly passes: boolean;
}

export function judge(what: string, is: number, asked: number, unit: string): JudgedRow {
  return { what, is, asked, unit, passes: is <= asked };
}

export function judgedText(rows: readonly JudgedRow[]): string {
  const lines = tableLines(
    ['must', 'is', 'asked', ''],
    rows.map(({ what, is, asked, unit, passes }) => [
      what,
      `${shortNumber(is)}${unit}`,
      `≤ ${asked}${unit}`,
      passes ? 'pass' : 'FAIL',
    ]),
  );
  return `${lines.join('\n')}\n`;
}
