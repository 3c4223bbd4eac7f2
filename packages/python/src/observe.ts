import type { HeapObserver, HeapOptions } from '@uroboros/heap';
import type { Memory } from '@uroboros/heap/internal';
import type { CompiledCode } from './compile/compiled.js';

/**
 * The seam for instruments: what an interpreter tells whoever watches it, beside what its heap tells. Without an observer none of it
 * exists on the paths of a program.
 */
export interface PythonObserver {
  readonly heap?: HeapObserver;
  /** Called with the reservation before anything is written to it. */
  reserved?(memory: Memory): void;
  /** The form in which generated code runs, from the form in which it was generated. */
  rewrite?(text: string): string;
  /** Functions that rewritten code calls, by their names. */
  readonly helpers?: Readonly<Record<string, unknown>>;
  /** A code object was made. */
  codeMade?(code: CompiledCode): void;
  /** The program's own code has ended; exit functions follow, and its modules are taken apart. */
  programEnds?(): void;
  /** A statement of code that was compiled from its source begins: index of its position in the table of the running code. */
  line?(position: number): void;
}

/** What a heap is told of an observer. */
export function watching(observer: PythonObserver | undefined): Pick<HeapOptions, 'observer' | 'reserved'> {
  const { heap } = observer ?? {};
  return {
    ...(heap === undefined ? {} : { observer: heap }),
    ...(observer?.reserved === undefined ? {} : { reserved: (memory) => observer.reserved?.(memory) }),
  };
}
