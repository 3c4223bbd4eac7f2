import type { Ref } from '@uroboros/heap';
import type { Cascade } from '../explain/cascade.js';
import type { CollectionReport } from '../explain/collections.js';
import type { CountChange, CountHistory } from '../explain/count.js';
import type { CyclesReport } from '../explain/cycles.js';
import type { Life } from '../explain/life.js';
import type { MemoryReport, MemoryRow } from '../explain/memory.js';
import type { Session } from '../explain/session.js';
import type { WhyAlive } from '../explain/why.js';
import { hex } from '../read/describe.js';
import type { CountNow, Holder } from '../read/moment.js';
import { bytesText, PLAIN, plural, type Style } from './style.js';

/** The explanations in words, line by line. */

/** Rows of tables that are shown. */
const MOST_ROWS = 12;

/** Every holder of an object, one line each. */
export function countProse({ count, immortal, holders }: CountNow, style: Style = PLAIN): string[] {
  if (immortal) return ['The object is immortal: its count is not kept.', ...holderLines(holders, '  ')];
  return [style.title(`Its count is ${count}:`), ...holderLines(holders, '  ')];
}

/** Holders that read the same and are told one by one. */
const MOST_ALIKE = 4;

/** One line for each holder; what holds an object more than once is told once, and how often. Others that read the same are told by their addresses. */
function holderLines(holders: readonly Holder[], indent: string): string[] {
  const alike = new Map<string, Map<Ref | 0, number>>();
  for (const { text, subject } of holders) {
    const subjects = alike.get(text) ?? new Map<Ref | 0, number>();
    alike.set(text, subjects.set(subject, (subjects.get(subject) ?? 0) + 1));
  }
  return [...alike].flatMap(([text, subjects]) => {
    const lines = [...subjects].map(([subject, times]) => {
      const where = subjects.size > 1 && subject !== 0 ? ` at ${hex(subject)}` : '';
      return `${indent}${text}${where}${times > 1 ? ` (${times} times)` : ''}`;
    });
    const { shown, more } = cut(lines, MOST_ALIKE);
    return more > 0 ? [...shown, `${indent}… and of ${more} more that read the same`] : shown;
  });
}

/** How a count came to be: one line for each statement that changed it. */
export function historyProse(session: Session, { life, changes }: CountHistory, style: Style = PLAIN): string[] {
  const blocks = changes.map((change) => changeLines(session, life, change, style));
  const unnamed = changes.filter(({ gained }) => gained === undefined).length;
  return [
    style.title('How its count went:'),
    ...withoutRepeats(blocks, style),
    ...(unnamed > 0 ? [style.faint(`  (holders are named but for the last ${plural(unnamed, 'change')})`)] : []),
  ];
}

function changeLines(session: Session, life: Life, change: CountChange, style: Style): string[] {
  const { step, before, after, most, gained, lost } = change;
  const moves = [
    ...(gained ?? []).map(({ text }) => style.good(`+ ${text}`)),
    ...(lost ?? []).map(({ text }) => style.bad(`- ${text}`)),
  ];
  const peak = most > Math.max(before, after) ? style.faint(` (up to ${most} while it ran)`) : '';
  const dies = after === 0 && life.died >= 0 && step === life.diedStep ? style.bad('  it dies') : '';
  const { shown, more } = cut(moves);
  return [
    `  ${session.lineText(step)}: ${countText(before, after)}${peak}${dies}`,
    ...shown.map((move) => `      ${move}`),
    ...(more > 0 ? [`      … and ${more} more`] : []),
  ];
}

function countText(before: number, after: number): string {
  const text = (count: number): string => (Number.isFinite(count) ? `${count}` : 'immortal');
  return Number.isFinite(before) || Number.isFinite(after) ? `${text(before)} -> ${text(after)}` : 'immortal';
}

/** Changes that are looked at together for what repeats: a loop's. */
const LONGEST_PATTERN = 4;

/** The lines of all blocks, with what repeats told once and how often. */
function withoutRepeats(blocks: readonly (readonly string[])[], style: Style): string[] {
  const texts = blocks.map((block) => block.join('\n'));
  const lines: string[] = [];
  for (let at = 0; at < blocks.length; ) {
    const { length, times } = patternAt(texts, at);
    lines.push(...blocks.slice(at, at + length).flat());
    if (times > 1) {
      const what = length === 1 ? 'the same' : `these ${length} changes`;
      lines.push(style.faint(`  … ${what} ${plural(times - 1, 'time')} more`));
    }
    at += length * times;
  }
  return lines;
}

/** The shortest pattern that repeats from a place on, and how often it stands there; one block that stands once if nothing repeats. */
function patternAt(texts: readonly string[], at: number): { length: number; times: number } {
  for (let length = 1; length <= LONGEST_PATTERN; length++) {
    let times = 1;
    const isSame = (block: number): boolean => texts[at + block] === texts[at + block + times * length];
    const block = Array.from({ length }, (_, i) => i);
    while (at + (times + 1) * length <= texts.length && block.every(isSame)) times++;
    if (times > 1) return { length, times };
  }
  return { length: 1, times: 1 };
}

function cut(lines: readonly string[], most = MOST_ROWS): { shown: readonly string[]; more: number } {
  return { shown: lines.slice(0, most), more: Math.max(0, lines.length - most) };
}

/** Where an object came from and what became of it. */
export function lifeProse(session: Session, life: Life, style: Style = PLAIN): string[] {
  const lines = [style.title('Its life:')];
  lines.push(
    life.born < 0 ? '  It was there before the program.' : `  It was made ${session.placeText(life.bornStep)}.`,
  );
  let shown = -1;
  for (const { step, from, to } of life.promotions) {
    // A collection takes objects to lists of its own, and may bring them back to where they were.
    if (to === shown || to > 3) continue;
    shown = to;
    const where = session.placeText(step);
    if (to < 0) lines.push(`  The collector lost sight of it ${where}.`);
    else if (from < 0) lines.push(`  The collector has known it since ${session.lineText(step)}, in generation ${to}.`);
    else if (to <= 3)
      lines.push(`  It moved to ${to === 3 ? 'the permanent generation' : `generation ${to}`} ${where}.`);
  }
  if (life.died < 0) lines.push('  It is alive when the recording ends.');
  else if (life.collectedBy >= 0)
    lines.push(`  It died ${session.placeText(life.diedStep)}, taken by collection ${life.collectedBy}.`);
  else if (life.died > session.programEnd) lines.push('  It lived until the program ended.');
  else lines.push(`  It died ${session.placeText(life.diedStep)}, when its count reached 0.`);
  return lines;
}

/** What an object took with it. */
export function cascadeProse(cascade: Cascade | undefined): string[] {
  if (cascade === undefined || cascade.total === 0) return [];
  const { shown, more } = cut(cascade.names);
  const rest = cascade.total - cascade.names.length + more;
  return [
    `  With it died ${plural(cascade.total, 'object')}:`,
    ...shown.map((name) => `      ${name}`),
    ...(rest > 0 ? [`      … and ${rest} more`] : []),
  ];
}

/** Why an object is alive, and what would end it. */
export function whyProse({ chain, holders, deadHolders, cut: cutLink }: WhyAlive, style: Style = PLAIN): string[] {
  if (chain.length === 0) {
    return [
      style.title('Nothing that runs reaches it.'),
      '  It is alive because its count is not 0: it is held by what is itself out of reach, until a collection comes.',
      ...holderLines(deadHolders, '  held by '),
    ];
  }
  const lines = [style.title('It is alive because of')];
  for (const { holder } of chain) lines.push(`  ${holder.text}`);
  if (holders.length > 1)
    lines.push(style.title('These hold it and are themselves reached:'), ...holderLines(holders, '  '));
  if (deadHolders.length > 0)
    lines.push('Out of reach themselves, they hold it until they are collected:', ...holderLines(deadHolders, '  '));
  if (cutLink === undefined) lines.push('No single reference keeps it alive.');
  else {
    lines.push(`${style.title('To let it die, end')} ${cutLink.holder.text}.`);
    if (holders.length > 1)
      lines.push('  The others are reached through it alone, and end with it or with a collection.');
  }
  return lines;
}

const STATES = {
  collected: 'a collection took them',
  dead: 'out of reach, no collection came',
  alive: 'in use when the program ended',
} as const;

/** The cycles of a run, grouped by their shape. */
export function cyclesProse(session: Session, { groups, leftOut }: CyclesReport, style: Style = PLAIN): string[] {
  const own = groups.filter(({ inLibrary }) => !inLibrary);
  const lines: string[] = own.length === 0 ? ['No cycles: counts alone free everything this program made.'] : [];
  for (const { state, path, cycles, objects, closedAt, closing } of own) {
    lines.push(style.title(`${plural(cycles, 'cycle')} of ${plural(objects, 'object')} in all: ${STATES[state]}`));
    lines.push(`  ${path.map(({ from, by }) => `${from}${by}`).join(' -> ')} -> ${path[0]?.from ?? ''}`);
    if (closedAt >= 0) lines.push(`  the first was closed ${session.placeText(closedAt)}`);
    if (state !== 'collected')
      lines.push(
        `  with gc.disable() ${cycles === 1 ? 'it stays' : 'they stay'} forever${state === 'alive' ? ' once nothing else holds them' : ''}`,
      );
    if (closing !== undefined)
      lines.push(`  to have none, make ${style.good(`${closing.from}${closing.by}`)} a weak reference`);
  }
  if (own.length < groups.length)
    lines.push(
      style.faint(`The standard library made ${plural(groups.length - own.length, 'shape')} of cycles for itself.`),
    );
  if (leftOut > 0) lines.push(`${plural(leftOut, 'further collection')} that found something were not looked into.`);
  return lines;
}

/** The collections of a run, one line each; with `passes` under it how many objects each pass had before it or left. */
export function collectionsProse(
  session: Session,
  collections: readonly CollectionReport[],
  style: Style = PLAIN,
  { pauses, passes = false }: { readonly pauses?: readonly number[] | undefined; readonly passes?: boolean } = {},
): string[] {
  const pause = pauses === undefined ? '' : '  pause, ms';
  const lines = [style.title(`  nr  gen  trigger    examined  unreachable  promoted${pause}  where`)];
  for (const each of collections) {
    const where = each.trigger === 'end' ? 'the end of the program' : session.lineText(each.step);
    const columns = [
      String(each.number).padStart(4),
      String(each.generation).padStart(3),
      each.trigger.padEnd(9),
      String(each.examined).padStart(8),
      String(each.unreachable).padStart(11),
      String(each.promoted).padStart(8),
      ...(pauses === undefined ? [] : [(pauses[each.number] ?? 0).toFixed(3).padStart(9)]),
      where,
    ];
    lines.push(`${columns.join('  ')}`);
    if (passes)
      for (const { name, objects } of each.passes) lines.push(style.faint(`${String(objects).padStart(29)}  ${name}`));
  }
  return lines;
}

/** When memory was fullest, and with what. */
export function memoryProse(session: Session, report: MemoryReport, style: Style = PLAIN): string[] {
  const lines = [
    style.title(`Memory was fullest ${session.placeText(report.peakStep)}: ${bytesText(report.peak)}`),
    `  of which ${bytesText(report.atStart)} were there when the program began`,
    `  ${plural(report.arenas, 'arena')}, ${plural(report.pools, 'pool')} and ${plural(report.blocks, 'block')} in use`,
    style.title('  by the line that made it'),
  ];
  lines.push(...rowLines(report.byLine), style.title('  by type'), ...rowLines(report.byType));
  return lines;
}

function rowLines(rows: readonly MemoryRow[]): string[] {
  return rows
    .slice(0, MOST_ROWS)
    .map(
      ({ name, objects, bytes }) =>
        `  ${bytesText(bytes).padStart(12)}  ${plural(objects, 'object').padStart(16)}  ${name}`,
    );
}
