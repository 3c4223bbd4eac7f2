import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { type Interpreter, PROFILES } from '@uroboros/python';
import { NodeHost } from './host.js';
import { makePython, type PythonOptions } from './run.js';
import { VERSION } from './version.js';

/** The prompt: reads a command, runs it, shows its value, again. */

const PROMPT = '>>> ';
const CONTINUATION = '... ';
const HISTORY_LINES = 1000;

/** What is typed of the next command, and how many came before. */
export class Session {
  readonly #python: Interpreter;
  /** From 3.13 on each command is a file of its own, so that tracebacks can show its lines. */
  readonly #numbered: boolean;
  #commands = 0;
  #text: string | undefined;

  constructor(python: Interpreter, minor: number) {
    this.#python = python;
    this.#numbered = minor >= 13;
  }

  get prompt(): string {
    return this.#text === undefined ? PROMPT : CONTINUATION;
  }

  /** One more line. The exit code if the program ends. */
  line(line: string): number | undefined {
    const text = this.#text === undefined ? line : `${this.#text}\n${line}`;
    if (text.trim() === '') {
      this.#text = undefined;
      return undefined;
    }
    const result = this.#python.runCommand(text, this.#numbered ? `<stdin>-${this.#commands}` : '<stdin>');
    if (result === 'incomplete') {
      this.#text = text;
      return undefined;
    }
    this.#text = undefined;
    this.#commands++;
    return result === 'done' ? undefined : result.exit;
  }

  /** Forgets what is typed of a command. */
  cancel(): void {
    this.#text = undefined;
  }

  /** The input is over: runs what may be left of a command. */
  end(): number | undefined {
    return this.#text === undefined ? undefined : this.line('');
  }
}

function banner(options: PythonOptions): string {
  const version = PROFILES[options.profile].versionInfo.join('.');
  return `Python ${version} (Uroboros ${VERSION}, profile ${options.profile}) on Node.js ${process.versions.node}\nType "exit()" or Ctrl-D to leave.\n`;
}

/** Runs the prompt until the input ends or the program exits; the exit code. */
export async function repl(options: PythonOptions): Promise<number> {
  const host = new NodeHost();
  const python = makePython(options, host, [''], '');
  const session = new Session(python, PROFILES[options.profile].versionInfo[1]);
  host.writeError(banner(options));
  const status = process.stdin.isTTY ? await fromTerminal(session, host) : fromPipe(session, host);
  python.shutDown();
  return status;
}

/** Lines from a pipe or a file: prompts go to stderr, as those of `python -i` do. */
function fromPipe(session: Session, host: NodeHost): number {
  for (;;) {
    host.writeError(session.prompt);
    const line = host.readLine();
    const exit = line === '' ? session.end() : session.line(line.replace(/\r?\n$/, ''));
    if (exit !== undefined) return exit;
    if (line === '') {
      host.writeError('\n');
      return 0;
    }
  }
}

/** Lines from a terminal, with editing and history. */
function fromTerminal(session: Session, host: NodeHost): Promise<number> {
  const history = new History();
  const { promise, resolve, reject } = deferred<number>();
  const editor = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: true,
    history: history.load(),
    historySize: HISTORY_LINES,
  });
  const ask = (): void => {
    editor.setPrompt(session.prompt);
    editor.prompt();
  };
  let exit: number | undefined;
  editor.on('line', (line) => {
    history.add(line);
    try {
      exit = cooked(editor, () => session.line(line));
    } catch (error) {
      reject(error);
      editor.close();
      return;
    }
    if (exit === undefined) ask();
    else editor.close();
  });
  editor.on('SIGINT', () => {
    session.cancel();
    host.writeOut('\nKeyboardInterrupt\n');
    // What was typed of the line is given up.
    editor.write(null, { ctrl: true, name: 'e' });
    editor.write(null, { ctrl: true, name: 'u' });
    ask();
  });
  editor.on('close', () => {
    if (exit === undefined) host.writeOut('\n');
    resolve(exit ?? 0);
  });
  ask();
  return promise;
}

/** While a command runs the terminal is an ordinary one: input() echoes, and Ctrl-C ends the process. */
function cooked<T>(editor: Interface, run: () => T): T {
  editor.pause();
  process.stdin.setRawMode(false);
  try {
    return run();
  } finally {
    process.stdin.setRawMode(true);
    editor.resume();
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** `~/.uroboros_history`: lines typed, oldest first. A folder that cannot be written has none. */
class History {
  readonly #path = join(homedir(), '.uroboros_history');

  /** The lines, newest first, as the editor wants them. */
  load(): string[] {
    try {
      const lines = readFileSync(this.#path, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
      if (lines.length > 2 * HISTORY_LINES) writeFileSync(this.#path, `${lines.slice(-HISTORY_LINES).join('\n')}\n`);
      return lines.slice(-HISTORY_LINES).reverse();
    } catch {
      return [];
    }
  }

  add(line: string): void {
    if (line.trim() === '') return;
    try {
      appendFileSync(this.#path, `${line}\n`);
    } catch {
      // Without a history the prompt works all the same.
    }
  }
}
