/** Lines of a table: the first column left-aligned, the others right-aligned, a rule below the head. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => width(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === 0 ? padEnd(cell, widths[0]!) : padStart(cell, widths[column]!))).join('  ');
  return [line(head), widths.map((columns) => '─'.repeat(columns)).join('  '), ...rows.map(line)];
}

/** Columns a text takes on a terminal: code points, none of which is wide here. */
function width(text: string): number {
  return [...text].length;
}

function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(columns - width(text));
}

function padStart(text: string, columns: number): string {
  return ' '.repeat(columns - width(text)) + text;
}

/** A number with three significant digits, at most two of them decimals. */
export function shortNumber(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
