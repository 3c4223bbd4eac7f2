import type { Runtime } from '../../runtime/runtime.js';

/** Text on its way to the process's own streams: what is no character on its own needs an error handler. */

const SURROGATE = /[\ud800-\udfff]/u;
const SURROGATES = /[\ud800-\udfff]/gu;

const escaped = (surrogate: string): string => `\\u${surrogate.charCodeAt(0).toString(16)}`;

/** The text as UTF-8 can have it; undefined and UnicodeEncodeError if it cannot. */
export function standardWrite(rt: Runtime, text: string, errors: string): string | undefined {
  if (!SURROGATE.test(text)) return text;
  switch (errors) {
    case 'backslashreplace':
      return text.replace(SURROGATES, escaped);
    case 'replace':
      return text.replace(SURROGATES, '?');
    case 'ignore':
      return text.replace(SURROGATES, '');
    default:
      raiseSurrogate(rt, text);
      return undefined;
  }
}

function raiseSurrogate(rt: Runtime, text: string): void {
  const points = [...text];
  const position = points.findIndex((character) => SURROGATE.test(character));
  const shown = escaped(points[position]!);
  rt.raise(
    'UnicodeEncodeError',
    `'utf-8' codec can't encode character '${shown}' in position ${position}: surrogates not allowed`,
  );
}
