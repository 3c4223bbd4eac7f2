import { getSystemErrorMap } from 'node:util';

/** What the command says, and ends with, where it cannot do what was asked. */

/** Exit code for a question that cannot be answered, for what cannot be read or written: EX_DATAERR. */
export const NO_ANSWER = 65;

/** Exit code for a command line that says nothing one could do, as Python's. */
export const USAGE = 2;

/** Exit code after Ctrl-C, as shells have it. */
export const EXIT_INTERRUPTED = 130;

/** What the system's own words leave unclear. */
const WORDS: Readonly<Record<string, string>> = {
  EISDIR: 'it is a directory',
};

/** Something that the system does not give: a file to read, one to write, a port. */
export class SystemError extends Error {
  override name = 'SystemError';

  /** `what` could not be done, as in "cannot read run.uro". */
  constructor(what: string, error: unknown) {
    super(`${what}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Why the system refused, in its words without its numbers: "no such file or directory". */
function reasonOf(error: unknown): string {
  const { code, errno, message } = error as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : WORDS[code];
  return known ?? (errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]) ?? message;
}

/** Does something with a file; what the system says against it is told with the file's name. */
export function withFile<T>(doing: 'read' | 'write', file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).errno === undefined) throw error;
    throw new SystemError(`cannot ${doing} '${file}'`, error);
  }
}

/** Writes a complaint in one line. */
export function complain(message: string): void {
  process.stderr.write(`uroboros: ${message}\n`);
}
