/** How words are set off: on a terminal by colours, elsewhere not at all. */
export interface Style {
  readonly title: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
}

const same = (text: string): string => text;

export const PLAIN: Style = { title: same, good: same, bad: same, faint: same };

const sgr = (code: number, end: number) => (text: string) => `\u001b[${code}m${text}\u001b[${end}m`;

export const COLOURED: Style = { title: sgr(1, 22), good: sgr(32, 39), bad: sgr(31, 39), faint: sgr(2, 22) };

/** `3 objects`, `1 object`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** `1,234 B`, `1.2 MiB`. */
export function bytesText(bytes: number): string {
  if (bytes < 10 * 1024) return `${bytes.toLocaleString('en-US')} B`;
  if (bytes < 10 * 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}
