import { writeFileSync } from 'node:fs';
import {
  bytesText,
  COLOURED,
  cascadeOf,
  cascadeProse,
  collectionsProse,
  countAt,
  countHistory,
  countProse,
  cyclesProse,
  findCycles,
  historyProse,
  lifeOf,
  lifeProse,
  listCollections,
  memoryProse,
  memoryReport,
  PLAIN,
  parsePlace,
  plural,
  QuestionError,
  recordedOutput,
  Session,
  type Style,
  whyAlive,
  whyProse,
} from '@uroboros/instruments';
import type { Command } from 'commander';
import { complain, EXIT_INTERRUPTED, NO_ANSWER, SystemError, USAGE, withFile } from './complaints.js';
import { parseSize } from './options.js';
import { measurePauses } from './pauses.js';
import { Progress } from './progress.js';
import { InterruptedError, isProgram, RecordingError, record, recordingOf } from './record.js';
import { htmlReport } from './report-html.js';
import { jsonReport } from './report-json.js';
import type { PythonOptions } from './run.js';
import { dieOfInterrupt } from './thread.js';
import { INTERRUPTED } from './thread-signals.js';

/** The commands that record runs and explain them. */

/** Exit code of `check` where the program does not keep what was asked. */
const CHECK_FAILED = 1;

/** Of the command that runs. */
let progress = new Progress();

const style = (): Style => (process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '' ? COLOURED : PLAIN);

function print(lines: readonly string[]): void {
  progress.done();
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Adds the commands; `python` adds the options that all have that run a program. */
export function addInstruments(program: Command, python: (command: Command) => Command): void {
  python(program.command('record <file> [args...]'))
    .description('run a program and record every write to its memory')
    .requiredOption('-o, --output <file>', 'the recording')
    .option('--max-bytes <bytes>', 'record no more than this (default: 1GiB)', parseSize)
    .option('--pack', 'make the recording a fifth as large, which takes longer')
    .addHelpText('after', '\nExample:\n  uroboros record program.py -o run.uro\n  uroboros report run.uro\n')
    .action(guarded(recordCommand));
  const explains = (usage: string): Command => python(program.command(usage)).hook('preAction', refuseForRecordings);
  explains('report <file>')
    .description('what a program (.py) or a recording (.uro) did with memory')
    .option('--html <file>', 'write one page that needs nothing else')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExamples:\n  uroboros report program.py\n  uroboros report run.uro --html report.html\n')
    .action(guarded(reportCommand));
  explains('why <file> <place>')
    .description('why an object is alive and who makes up its count; PLACE is NAME@LINE')
    .addHelpText(
      'after',
      '\nThe object is the one that NAME means when LINE has run for the last time; NAME@LINE#3 when the third of the\n' +
        'statements has run that began there.\n' +
        '\nExamples:\n  uroboros why program.py node@12\n  uroboros why run.uro tree.left.parent@40\n',
    )
    .action(guarded(whyCommand));
  explains('cycles <file>')
    .description('the cycles that a program makes, by their shape, and which reference to make weak')
    .addHelpText('after', '\nExample:\n  uroboros cycles program.py\n')
    .action(guarded(cyclesCommand));
  explains('collections <file>')
    .description('every collection: what set it off, what it looked at, found and promoted')
    .option('--passes', 'and the passes of each, with the objects that they looked at or moved')
    .option('--pauses', 'run the program once more, without recording it, to tell how long each took')
    .addHelpText('after', '\nExample:\n  uroboros collections --profile 3.11 --pauses program.py\n')
    .action(guarded(collectionsCommand));
  explains('check <file>')
    .description('exit with 1 and an explanation if a program makes cycles, or needs too much memory')
    .option('--no-cycles', 'it must make no cycles')
    .option('--max-peak <bytes>', 'its memory must never be fuller than this', parseSize)
    .addHelpText('after', '\nExample:\n  uroboros check program.py --no-cycles --max-peak 64MiB\n')
    .action(guarded(checkCommand));
}

/** Options that say how a program is run: a recording has been made already. */
function refuseForRecordings(command: Command): void {
  const [file] = command.args;
  if (file === undefined || isProgram(file)) return;
  for (const name of ['profile', 'heap', 'stdlib']) {
    if (command.getOptionValueSource(name) !== 'cli') continue;
    command.error(`error: --${name} is for programs, and ${file} is a recording: it is as it was made`, {
      exitCode: USAGE,
    });
  }
}

type Action<T extends readonly unknown[]> = (...args: T) => Promise<number>;

const INTERRUPTED_TEXT =
  'interrupted before the program had ended, so nothing is explained. To look at what it did up to there, record it with ' +
  '`uroboros record FILE -o run.uro`, interrupt that, and ask about run.uro';

/** What can go wrong with questions and recordings is told in a line, not as a fault of ours. */
function guarded<T extends readonly unknown[]>(action: Action<T>): (...args: T) => Promise<void> {
  return async (...args) => {
    try {
      process.exitCode = await action(...args);
    } catch (error) {
      progress.done();
      const isExpected =
        error instanceof RecordingError || error instanceof QuestionError || error instanceof SystemError;
      if (error instanceof InterruptedError) complain(INTERRUPTED_TEXT);
      else if (isExpected) complain(error.message);
      else throw error;
      process.exitCode = error instanceof InterruptedError ? EXIT_INTERRUPTED : NO_ANSWER;
    }
  };
}

async function recordCommand(
  file: string,
  args: string[],
  { output, maxBytes, pack, ...options }: PythonOptions & { output: string; maxBytes?: number; pack?: boolean },
): Promise<number> {
  const status = await record({
    file,
    args,
    out: output,
    options,
    quiet: false,
    pack: pack === true,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
  return status === INTERRUPTED ? dieOfInterrupt() : status;
}

async function open(file: string, options: PythonOptions, quiet: boolean): Promise<Session> {
  progress = new Progress();
  // A reader that has seen enough, as `head` has.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : NO_ANSWER));
  const recording = await recordingOf(file, [], options, quiet);
  if (recording.damage !== undefined) complain(recording.damage.message);
  const { end } = recording;
  if (end !== undefined && end.dropped > 0)
    complain(`the recording reached its bound: ${plural(end.dropped, 'note')} were dropped`);
  if (quiet && end !== undefined && end.status !== 0) {
    // What it said went nowhere else if it was recorded just now.
    if (isProgram(file)) process.stderr.write(recordedOutput(recording, 2));
    complain(`the program ended with status ${end.status}`);
  }
  progress.phase(`going through ${plural(recording.notes, 'change')} of memory`);
  return new Session(recording);
}

async function reportCommand(
  file: string,
  { html, json, ...options }: PythonOptions & { html?: string; json?: boolean },
): Promise<number> {
  const session = await open(file, options, json === true);
  progress.phase('looking for cycles, and where memory was fullest');
  if (html !== undefined) {
    withFile('write', html, () => writeFileSync(html, htmlReport(session)));
    progress.done();
  }
  if (json === true) print([JSON.stringify(jsonReport(session), undefined, 2)]);
  if (html !== undefined || json === true) return 0;
  const look = style();
  const { recording, timeline } = session;
  print([
    look.title(`${recording.info.argv[0]} under the rules of ${recording.info.profile}`),
    `  ${plural(timeline.steps, 'statement')} run, ${plural(recording.notes, 'change')} of memory`,
    '',
    ...memoryProse(session, memoryReport(session), look),
    '',
    look.title('Collections'),
    ...collectionsProse(session, listCollections(session), look),
    '',
    look.title('Cycles'),
    ...cyclesProse(session, findCycles(session), look),
  ]);
  return 0;
}

async function whyCommand(file: string, place: string, options: PythonOptions): Promise<number> {
  const asked = parsePlace(place);
  const session = await open(file, options, true);
  const look = style();
  progress.phase(`asking about ${asked.path.join('.')}`);
  const { object, note, step } = session.find(asked);
  const life = lifeOf(session, object, note);
  const moment = session.at(note);
  const lines = [
    look.title(`${asked.path.join('.')} is ${moment.nameOf(object)} when ${session.lineText(step)} has run`),
    ...countProse(countAt(session, object, note), look),
    '',
    ...whyProse(whyAlive(session.at(note), object), look),
    '',
    ...lifeProse(session, life, look),
    ...cascadeProse(cascadeOf(session, life)),
    '',
    ...historyProse(session, countHistory(session, object, note), look),
  ];
  print(lines);
  return 0;
}

async function cyclesCommand(file: string, options: PythonOptions): Promise<number> {
  const session = await open(file, options, true);
  print(cyclesProse(session, findCycles(session), style()));
  return 0;
}

async function collectionsCommand(
  file: string,
  { pauses, passes, ...options }: PythonOptions & { pauses?: boolean; passes?: boolean },
): Promise<number> {
  if (pauses === true && !isProgram(file))
    throw new QuestionError('a recording has no clock: for --pauses, give the program');
  const session = await open(file, options, true);
  const collections = listCollections(session);
  let times: readonly number[] | undefined;
  if (pauses === true) {
    progress.phase('running it once more');
    times = await measurePauses(file, options);
    if (times.length !== collections.length)
      throw new QuestionError(
        `it made ${plural(times.length, 'collection')} when it ran again, and ${collections.length} before: it does not do the same each time`,
      );
  }
  print(collectionsProse(session, collections, style(), { pauses: times, passes: passes === true }));
  return 0;
}

async function checkCommand(
  file: string,
  { cycles, maxPeak, ...options }: PythonOptions & { cycles: boolean; maxPeak?: number },
): Promise<number> {
  if (cycles && maxPeak === undefined) throw new QuestionError('say what to check: --no-cycles, --max-peak BYTES');
  const session = await open(file, options, true);
  const { damage, end } = session.recording;
  if (damage !== undefined || (end !== undefined && end.dropped > 0))
    throw new QuestionError('what is missing in the recording could not be checked');
  let failed = false;
  if (!cycles) {
    const report = findCycles(session);
    if (report.groups.some(({ inLibrary }) => !inLibrary)) {
      failed = true;
      print(['The program makes cycles:', ...cyclesProse(session, report, style())]);
    }
  }
  if (maxPeak !== undefined) {
    const report = memoryReport(session);
    if (report.peak > maxPeak) {
      failed = true;
      print([`Memory was fuller than ${bytesText(maxPeak)}:`, ...memoryProse(session, report, style())]);
    }
  }
  return failed ? CHECK_FAILED : 0;
}
