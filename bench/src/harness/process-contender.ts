import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { BenchRequest, Contender } from './contender.js';

/** What a process prints for each line it reads: its timings, or what went wrong. */
interface Answer {
  readonly values?: readonly number[];
  readonly error?: string;
}

/** A contender behind a pipe: one line of JSON in, one line of JSON out. The process starts with the first request. */
export class ProcessContender implements Contender {
  #child: ChildProcess | undefined;
  /** Takes the answer that is expected; undefined while none is. */
  #take: ((answer: Answer) => void) | undefined;

  constructor(
    readonly name: string,
    private readonly command: string,
    private readonly args: readonly string[],
  ) {}

  async measure(request: BenchRequest): Promise<readonly number[]> {
    this.#child ??= this.#start();
    const input = this.#child.stdin!;
    const answer = await new Promise<Answer>((resolve) => {
      this.#take = resolve;
      input.write(`${JSON.stringify(request)}\n`);
    });
    if (answer.values === undefined) throw new Error(`${this.name}, ${request.case}: ${answer.error ?? 'no answer'}`);
    return answer.values;
  }

  stop(): void {
    this.#child?.stdin?.end();
    this.#child = undefined;
  }

  #start(): ChildProcess {
    const child = spawn(this.command, this.args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const fail = (error: string): void => {
      if (this.#child === child) this.#answer({ error });
    };
    createInterface({ input: child.stdout! }).on('line', (line) => this.#answer(JSON.parse(line) as Answer));
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code, signal) => fail(`the process ended (${signal ?? code})`));
    return child;
  }

  #answer(answer: Answer): void {
    const take = this.#take;
    this.#take = undefined;
    take?.(answer);
  }
}
