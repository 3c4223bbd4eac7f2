import { RecordingError } from '@uroboros/instruments';
import { type Command, InvalidArgumentError } from 'commander';
import { complain, NO_ANSWER, SystemError } from './complaints.js';
import { openInBrowser, serveStudio } from './studio.js';

/** The command that shows the studio. */

const MOST_PORT = 65_535;

export function addStudio(program: Command): void {
  program
    .command('studio [file]')
    .description('a page on this machine that shows what a program does with memory; FILE is a program or a recording')
    .option('--port <number>', 'the port (default: any that is free)', parsePort, 0)
    .option('--open', 'open it in the browser')
    .addHelpText('after', '\nExamples:\n  uroboros studio program.py --open\n  uroboros studio run.uro\n')
    .action(studioCommand);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > MOST_PORT) throw new InvalidArgumentError(`a port is a number up to ${MOST_PORT}.`);
  return port;
}

async function studioCommand(
  file: string | undefined,
  { port, open }: { port: number; open?: boolean },
): Promise<void> {
  try {
    const { address } = await serveStudio(file, port);
    process.stdout.write(`Uroboros Studio is at ${address} (end it with Ctrl+C)\n`);
    if (open === true) openInBrowser(address);
  } catch (error) {
    if (!(error instanceof SystemError || error instanceof RecordingError)) throw error;
    complain(error.message);
    process.exitCode = NO_ANSWER;
  }
}
