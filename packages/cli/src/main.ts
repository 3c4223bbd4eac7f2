import { Command, Option } from 'commander';
import { parseBytes, protectProgramArguments } from './options.js';
import type { PythonOptions } from './run.js';
import { VERSION } from './version.js';

/** The command `uroboros`. What a command needs is loaded when it is given: the start must be quick. */

const EXAMPLES = `
Examples:
  uroboros                            the prompt; or the program that a pipe brings
  uroboros run hello.py one two       a file, with arguments
  uroboros run -c 'import gc; print(gc.get_threshold())'
  uroboros run --profile 3.11 x.py    by the rules of Python 3.11
  uroboros run --heap 64MiB x.py      past 64 MiB comes MemoryError
`;

interface RunOptions extends PythonOptions {
  readonly command?: string;
}

function pythonOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--profile <version>', 'version of Python whose rules hold')
        .choices(['3.11', '3.12', '3.13'])
        .default('3.13'),
    )
    .option('--heap <bytes>', 'size of the heap (default: 1GiB)', parseBytes)
    .option('--debug-allocator', 'guard bytes around every block, like PYTHONMALLOC=debug');
}

async function run(file: string | undefined, args: readonly string[], options: RunOptions): Promise<number> {
  if (file === undefined && options.command === undefined && process.stdin.isTTY) return startRepl(options);
  const { runInThread } = await import('./thread.js');
  const { profile, heap, debugAllocator } = options;
  const python: PythonOptions = {
    profile,
    ...(heap === undefined ? {} : { heap }),
    ...(debugAllocator === undefined ? {} : { debugAllocator }),
  };
  if (options.command !== undefined) {
    const given = file === undefined ? [] : [file, ...args];
    return runInThread({ kind: 'text', options: python, code: options.command, args: given });
  }
  if (file === undefined || file === '-') {
    return runInThread({ kind: 'input', options: python, argv: file === undefined ? [''] : ['-', ...args] });
  }
  return runInThread({ kind: 'file', options: python, file, args });
}

async function startRepl(options: PythonOptions): Promise<number> {
  const { repl } = await import('./repl.js');
  return repl(options);
}

function makeProgram(): Command {
  const program = new Command('uroboros')
    .description("Python on a re-creation of CPython's memory manager")
    .version(VERSION)
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES);
  pythonOptions(program.command('run [file] [args...]', { isDefault: true }))
    .description('run a program: a file, -c CODE, or - for stdin (default command)')
    .option('-c, --command <code>', 'run this text; what follows are its arguments')
    .passThroughOptions()
    .action(async (file: string | undefined, args: string[], options: RunOptions) => {
      process.exitCode = await run(file, args, options);
    });
  pythonOptions(program.command('repl'))
    .description('the prompt, also for input from a pipe, like python -i')
    .action(async (options: PythonOptions) => {
      process.exitCode = await startRepl(options);
    });
  return program;
}

await makeProgram().parseAsync(protectProgramArguments(process.argv.slice(2)), { from: 'user' });
