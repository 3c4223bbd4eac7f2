/** Where a block was allocated or freed: a function, so that the text is only made when a report needs it. */
export type Site = () => string;

/** Enough for the way through the heap's own functions to the one that called them. */
const FRAMES_SHOWN = 6;

/**
 * The place in the program that is running now. Taking it costs some microseconds: an engine records the frames when the
 * error is made, and formats them when its `stack` is read.
 */
export function currentSite(): Site {
  const error = new Error();
  return () => shortStack(error.stack ?? '');
}

/**
 * The innermost frames of a stack outside of the allocator, as `function (file:line:column)` from the inside out. Folders
 * are left out: they say nothing about the program and differ from one machine to the next.
 */
export function shortStack(stack: string): string {
  const frames = stack
    .split('\n')
    .filter((line) => /:\d+:\d+\)?$/.test(line) && !/\b(?:currentSite|DebugMalloc)\b/.test(line))
    .map((line) => line.trim().replace(/^at /, '').replaceAll(PATH_PREFIX, ''));
  return frames.slice(0, FRAMES_SHOWN).join(' < ') || 'an unknown place';
}

/** Everything of a file name or an address that comes before its last part. */
const PATH_PREFIX = /(?:[a-z]+:)?[^\s()@]*[/\\]/gi;
