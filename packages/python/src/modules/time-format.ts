/** time.strftime: a moment as text, in the C locale. */

/** A moment by the calendar, as in struct_time: months, days and days of the year from 1, weekdays from Monday, 0. */
export interface TimeFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  readonly yearDay: number;
  /** 1 in summer time, 0 otherwise, −1 if unknown. */
  readonly summer: number;
}

export const TIME_NAMES = {
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
} as const;

const padded = (value: number, width: number, filler = '0'): string => String(value).padStart(width, filler);
const two = (value: number): string => padded(value, 2);

type Directive = (fields: TimeFields) => string;

const DIRECTIVES: Readonly<Record<string, string | Directive>> = {
  a: (t) => TIME_NAMES.days[t.weekday]!.slice(0, 3),
  A: (t) => TIME_NAMES.days[t.weekday]!,
  b: (t) => TIME_NAMES.months[t.month - 1]!.slice(0, 3),
  B: (t) => TIME_NAMES.months[t.month - 1]!,
  c: '%a %b %e %H:%M:%S %Y',
  C: (t) => two(Math.floor(t.year / 100)),
  d: (t) => two(t.day),
  D: '%m/%d/%y',
  e: (t) => padded(t.day, 2, ' '),
  F: '%Y-%m-%d',
  g: (t) => two(isoWeek(t).year % 100),
  G: (t) => String(isoWeek(t).year),
  h: '%b',
  H: (t) => two(t.hour),
  I: (t) => two(hour12(t)),
  j: (t) => padded(t.yearDay, 3),
  k: (t) => padded(t.hour, 2, ' '),
  l: (t) => padded(hour12(t), 2, ' '),
  m: (t) => two(t.month),
  M: (t) => two(t.minute),
  n: () => '\n',
  p: (t) => (t.hour < 12 ? 'AM' : 'PM'),
  P: (t) => (t.hour < 12 ? 'am' : 'pm'),
  r: '%I:%M:%S %p',
  R: '%H:%M',
  S: (t) => two(t.second),
  t: () => '\t',
  T: '%H:%M:%S',
  u: (t) => String(t.weekday + 1),
  // Weeks of the year, which begin on Sunday or on Monday; the days before the first are in week 0.
  U: (t) => two(Math.floor((t.yearDay + 6 - ((t.weekday + 1) % 7)) / 7)),
  V: (t) => two(isoWeek(t).week),
  w: (t) => String((t.weekday + 1) % 7),
  W: (t) => two(Math.floor((t.yearDay + 6 - t.weekday) / 7)),
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  y: (t) => two(((t.year % 100) + 100) % 100),
  Y: (t) => String(t.year),
  z: () => '+0000',
  Z: () => 'UTC',
  '%': () => '%',
};

function hour12(time: TimeFields): number {
  return time.hour % 12 === 0 ? 12 : time.hour % 12;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** ISO 8601: weeks begin on Monday, the first one has the year's first Thursday. */
function isoWeek(time: TimeFields): { readonly year: number; readonly week: number } {
  const week = Math.floor((time.yearDay - 1 - time.weekday + 10) / 7);
  if (week < 1) {
    const days = isLeap(time.year - 1) ? 366 : 365;
    return { year: time.year - 1, week: isoWeek({ ...time, year: time.year - 1, yearDay: time.yearDay + days }).week };
  }
  const days = isLeap(time.year) ? 366 : 365;
  const thursday = time.yearDay - time.weekday + 3;
  return thursday > days ? { year: time.year + 1, week: 1 } : { year: time.year, week };
}

/** The text of a moment. Directives that do not exist stay what they are. */
export function formatTime(format: string, time: TimeFields): string {
  return format.replace(/%(.)/gs, (whole, letter: string) => {
    const directive = DIRECTIVES[letter];
    if (directive === undefined) return whole;
    return typeof directive === 'string' ? formatTime(directive, time) : directive(time);
  });
}
