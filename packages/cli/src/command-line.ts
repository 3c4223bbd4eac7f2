import { Command, Option } from 'commander';
import { USAGE } from './complaints.js';
import { addInstruments } from './instrument-commands.js';
import { optionWithoutText, parseBytes, protectProgramArguments } from './options.js';
import type { PythonOptions } from './run.js';
import { addStudio } from './studio-command.js';
import { VERSION } from './version.js';

/** The command line in full: commands, options, help and complaints. */

const EXAMPLES = `
Examples:
  uroboros                            the prompt; or the program that a pipe brings
  uroboros run hello.py one two       a file, with arguments
  uroboros run -c 'import gc; print(gc.get_threshold())'
  uroboros run -m package one         a module or package of sys.path
  uroboros run --profile 3.11 x.py    by the rules of Python 3.11
  uroboros run --heap 64MiB x.py      past 64 MiB comes MemoryError
  uroboros report x.py                what it did with memory; see also why, cycles, collections, check
  uroboros studio x.py --open         the same on a page, line by line
`;

const RUN_USAGE = `usage: uroboros run [options] [-c CODE | -m MODULE | FILE | -] [arg] ...
Try \`uroboros run --help' for more information.
`;

interface RunOptions extends PythonOptions {
  readonly command?: string;
  readonly module?: string;
}

function pythonOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--profile <version>', 'version of Python whose rules hold')
        .choices(['3.11', '3.12', '3.13'])
        .default('3.13'),
    )
    .option('--heap <bytes>', 'size of the heap (default: 1GiB)', parseBytes)
    .option('--stdlib <folder>', 'folder of the standard library, in place of the one that comes with it');
}

/** With those of programs that are run and not recorded: a recording has no guard bytes. */
function runOptions(command: Command): Command {
  return pythonOptions(command).option('--debug-allocator', 'guard bytes around every block, like PYTHONMALLOC=debug');
}

async function run(file: string | undefined, args: readonly string[], options: RunOptions): Promise<number> {
  const { command, module } = options;
  if (file === undefined && command === undefined && module === undefined && process.stdin.isTTY) {
    return startRepl(options);
  }
  const { runInThread } = await import('./thread.js');
  const { profile, heap, debugAllocator, stdlib } = options;
  const python: PythonOptions = {
    profile,
    ...(heap === undefined ? {} : { heap }),
    ...(debugAllocator === undefined ? {} : { debugAllocator }),
    ...(stdlib === undefined ? {} : { stdlib }),
  };
  const given = file === undefined ? [] : [file, ...args];
  if (command !== undefined) return runInThread({ kind: 'text', options: python, code: command, args: given });
  if (module !== undefined) return runInThread({ kind: 'module', options: python, name: module, args: given });
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
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE))
    .addHelpText('after', EXAMPLES);
  runOptions(program.command('run [file] [args...]', { isDefault: true }))
    .description('run a program: a file, -c CODE, -m MODULE, or - for stdin (default command)')
    .option('-c, --command <code>', 'run this text; what follows are its arguments')
    .option('-m, --module <name>', 'run a module or package of sys.path; what follows are its arguments')
    .passThroughOptions()
    .action(async (file: string | undefined, args: string[], options: RunOptions) => {
      process.exitCode = await run(file, args, options);
    });
  runOptions(program.command('repl'))
    .description('the prompt, also for input from a pipe, like python -i')
    .action(async (options: PythonOptions) => {
      process.exitCode = await startRepl(options);
    });
  addInstruments(program, pythonOptions);
  addStudio(program);
  return program;
}

/** Runs what the arguments ask for, and sets the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  const option = optionWithoutText(args);
  if (option !== undefined) {
    process.stderr.write(`Argument expected for the ${option} option\n${RUN_USAGE}`);
    process.exitCode = USAGE;
    return;
  }
  await makeProgram().parseAsync(protectProgramArguments(args), { from: 'user' });
}
