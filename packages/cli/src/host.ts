import { readFileSync, statSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { Host, HostSignals, KeptCode } from '@uroboros/python';
import { limitEngine } from './engine-limits.js';
import { NodeFiles } from './files.js';
import type { KeptLibrary } from './kept-library.js';
import { isTerminal, randomFill } from './late.js';

/** Bytes read from stdin at once. */
const CHUNK_BYTES = 65536;
/** Milliseconds to wait for a stream that is not ready. */
const RETRY_MS = 5;
/** What CPython exits with when it cannot write its output. */
const EXIT_BROKEN_PIPE = 120;

const sleeper = new Int32Array(new SharedArrayBuffer(4));

function pause(milliseconds: number): void {
  Atomics.wait(sleeper, 0, 0, milliseconds);
}

/** Milliseconds after which a sleeper looks whether a signal came. */
const NAP_MS = 50;

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Writes all of a text at once, so that stdout and stderr keep the program's order. */
function writeAll(stream: number, text: string): void {
  writeAllBytes(stream, Buffer.from(text, 'utf8'));
}

function writeAllBytes(stream: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(stream, bytes, done);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EPIPE') process.exit(EXIT_BROKEN_PIPE);
      if (code !== 'EAGAIN') throw error;
      pause(RETRY_MS);
    }
  }
}

/** The process's streams, files and clocks. */
export class NodeHost implements Host {
  readonly files = new NodeFiles();
  readonly environment = process.env as Record<string, string>;
  readonly processId = process.pid;
  readonly signals: HostSignals | undefined;
  /** Compiled code of the standard library, if that is the one that was built with the packages. */
  library: KeptLibrary | undefined;
  readonly #decoder = new StringDecoder('utf8');
  /** Text of stdin that was read but not asked for yet. */
  #text = '';
  #ended = false;

  constructor(signals?: HostSignals) {
    this.signals = signals;
  }

  /** Says whether a signal came: what waits for input then gives up with EINTR. */
  set interrupted(asks: () => boolean) {
    this.files.input.interrupted = asks;
  }

  writeOut(text: string): void {
    writeAll(1, text);
  }

  writeError(text: string): void {
    writeAll(2, text);
  }

  readLine(): string {
    let from = 0;
    for (;;) {
      const end = this.#text.indexOf('\n', from);
      if (end >= 0 || this.#ended) {
        const line = end < 0 ? this.#text : this.#text.slice(0, end + 1);
        this.#text = this.#text.slice(line.length);
        return line;
      }
      from = this.#text.length;
      this.#readMore();
    }
  }

  /** All that is left of stdin, as bytes: a program that is read from there. */
  readAll(): Uint8Array {
    const chunks: Uint8Array[] = [];
    for (let chunk = this.#readChunk(); chunk.length > 0; chunk = this.#readChunk()) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  isTerminal(stream: number): boolean {
    return isTerminal(stream);
  }

  time(): number {
    return (performance.timeOrigin + performance.now()) / 1000;
  }

  processorTime(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }

  monotonic(): number {
    return performance.now() / 1000;
  }

  sleep(seconds: number, interrupted?: () => boolean): void {
    const end = performance.now() + seconds * 1000;
    for (let left = seconds * 1000; left > 0; left = end - performance.now()) {
      if (interrupted?.()) return;
      pause(Math.min(left, NAP_MS));
    }
  }

  readSource(path: string): Uint8Array | undefined {
    // Most paths that an import tries are not there; asking first is much quicker than an error caught.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
    try {
      return readFileSync(path);
    } catch {
      return undefined;
    }
  }

  keptCode(path: string, source: Uint8Array, profile: string): KeptCode | undefined {
    return this.library?.find(path, source, profile);
  }

  importing(begins: boolean): void {
    limitEngine(begins ? 'import' : 'program');
  }

  isFolder(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  }

  cwd(): string {
    return this.files.cwd();
  }

  random(into: Uint8Array): void {
    randomFill(into);
  }

  writeBytes(stream: 1 | 2, bytes: Uint8Array): void {
    writeAllBytes(stream, bytes);
  }

  safepoint(): boolean {
    return true;
  }

  #readMore(): void {
    const chunk = this.#readChunk();
    this.#ended = chunk.length === 0;
    this.#text += this.#ended ? this.#decoder.end() : this.#decoder.write(Buffer.from(chunk));
  }

  /** The next bytes of stdin, as they come; none at its end. */
  #readChunk(): Uint8Array {
    const chunk = new Uint8Array(CHUNK_BYTES);
    return chunk.subarray(0, this.files.input.read(chunk));
  }
}
