import type { Result, Row } from './comparison.js';
import { shortNumber, tableLines } from './table.js';

const HEAD = ['', 'median', '±', 'ours ÷ it', 'faster', 'must', 'goal', 'verdict'];

/** A result as text. */
export function resultText(result: Result): string {
  const rows = result.rows.map((row) => cells(row, result.unit));
  return [`${result.id}: ${result.title}`, `  ${result.method}`, ...tableLines(HEAD, rows), ''].join('\n');
}

function cells(row: Row, unit: string): string[] {
  const time = [`${shortNumber(row.median)} ${unit}`, shortNumber(row.deviation)];
  if (row.ratio === undefined) return [row.name, ...time, '', '', '', '', ''];
  const ratios = [row.ratio.toFixed(row.ratio < 0.1 ? 4 : 2), `${shortNumber(1 / row.ratio)}×`];
  const verdict = row.verdict;
  if (verdict === undefined) return [row.name, ...time, ...ratios, '', '', ''];
  return [row.name, ...time, ...ratios, verdict.must, verdict.goal, verdictWord(verdict)];
}

function verdictWord(verdict: NonNullable<Row['verdict']>): string {
  if (!verdict.passes) return 'FAIL';
  return verdict.reachesGoal && verdict.goal !== '–' ? 'PASS, goal' : 'PASS';
}

/** Whether every judged row passes. */
export function allPass(results: readonly Result[]): boolean {
  return results.every((result) => result.rows.every((row) => row.verdict?.passes ?? true));
}
