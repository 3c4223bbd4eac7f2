import { escapeOf } from './str-repr.js';
import { characterName } from './unicode-late.js';

/** `\N{…}`, or the number of a character without a name. */
export function nameEscape(point: number): string {
  const name = characterName(point);
  return name === undefined ? escapeOf(point) : `\\N{${name}}`;
}
