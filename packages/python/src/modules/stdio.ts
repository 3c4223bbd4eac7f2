import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { systemObject } from '../runtime/system.js';
import { perform } from './io/base.js';
import { DEFAULT_BUFFER_SIZE, newBuffered, readerType, writerType } from './io/buffered.js';
import { standardFile } from './io/fileio.js';
import { newText } from './io/textio.js';

/**
 * sys.stdin, sys.stdout and sys.stderr: text over a buffer over a descriptor, as everywhere; only that their text goes to the
 * host, and comes from it, as text. stdout is written when 8 KiB have come together, at each newline if it is a terminal, and
 * at the end; stderr at each newline.
 */

const NAMES = ['<stdin>', '<stdout>', '<stderr>'] as const;

/** The file of one of the three streams; owned. */
export function newStandardStream(rt: Runtime, stream: 0 | 1 | 2): Maybe {
  const mark = rt.mark();
  const raw = standardFile(rt, stream, NAMES[stream]);
  if (raw === 0) return 0;
  rt.hold(raw);
  const buffer = newBuffered(rt, stream === 0 ? readerType : writerType, raw, DEFAULT_BUFFER_SIZE);
  if (buffer === 0) return rt.finish(mark, 0);
  rt.hold(buffer);
  const text = newText(rt, buffer, {
    encoding: 'utf-8',
    errors: stream === 2 ? 'backslashreplace' : 'strict',
    newline: '\n',
    lineBuffering: stream === 2 || (rt.host.isTerminal?.(stream) ?? false),
    writeThrough: false,
    standard: stream,
  });
  if (text === 0) return rt.finish(mark, 0);
  rt.hold(text);
  const named = rt.setAttr(text, rt.name('mode'), rt.name(stream === 0 ? 'r' : 'w'));
  return rt.finish(mark, named ? rt.incref(text) : 0);
}

/** Writes what stdout and stderr still hold; what goes wrong is forgotten (flush_std_files). */
export function flushStandardStreams(rt: Runtime): void {
  if (rt.failed) return;
  for (const name of ['stdout', 'stderr']) {
    const stream = systemObject(rt, name);
    if (stream === 0 || stream === rt.None) continue;
    const mark = rt.mark();
    rt.hold(rt.incref(stream as Ref));
    const closed = rt.findAttr(stream, 'closed');
    if (closed !== rt.True) perform(rt, stream, 'flush');
    rt.clearError();
    rt.drop(closed);
    rt.releaseTo(mark);
  }
}
