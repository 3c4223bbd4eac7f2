import type { RunView } from '@uroboros/instruments';

/** Where and why a program failed. */
export interface Failure {
  readonly line: number;
  /** `ValueError: no`. */
  readonly message: string;
}

/** Reads it from the traceback that Python has printed last: the innermost line of the program's own file, and the message. */
export function failureOf({ outputs, file }: Pick<RunView, 'outputs' | 'file'>): Failure | undefined {
  const text = outputs
    .filter(({ stream }) => stream === 2)
    .map((output) => output.text)
    .join('');
  const start = Math.max(0, text.lastIndexOf('Traceback (most recent call last):'));
  const lines = text.slice(start).trimEnd().split('\n');
  const places = lines.flatMap((each) => {
    const place = /^ {2}File "(.*)", line (\d+)/.exec(each);
    return place !== null && place[1] === file ? [Number(place[2])] : [];
  });
  const line = places.at(-1);
  const message = lines.find((each, n) => n > 0 && /^[A-Za-z_][\w.]*(: |$)/.test(each));
  return line === undefined || message === undefined ? undefined : { line, message };
}
