import type { Ref } from '@uroboros/heap';
import { cInt, givenType } from '../objects/arguments.js';
import { dictSet } from '../objects/dict.js';
import { floatValue, isFloat, newFloat } from '../objects/float.js';
import { intFromBigInt, intFromNumber, intNumber } from '../objects/int.js';
import type { NativeFunction } from '../objects/native.js';
import { isStr } from '../objects/str.js';
import { isTuple, tupleItem, tupleOf, tupleSize } from '../objects/tuple.js';
import { callWithSlots } from '../runtime/calls.js';
import { loadModule } from '../runtime/imports.js';
import { indexOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { sleepInterruptibly } from '../runtime/signals.js';
import { dictOf, functionNoArgs, functionOneArg, functionPositional } from './functions.js';
import { type NativeModule, storeOwned } from './module.js';
import { newNamespace } from './namespace.js';
import { newStructSeq, type StructSeqDefinition, structSeqType } from './structseq.js';
import { formatTime, TIME_NAMES, type TimeFields } from './time-format.js';

/** The module time. The clocks are the host's; the time zone is always UTC, so that a program's output does not depend on it. */

const STRUCT_TIME: StructSeqDefinition = {
  name: 'time.struct_time',
  doc: 'The time value as returned by gmtime(), localtime(), and strptime(), and\naccepted by asctime(), mktime() and strftime().',
  fields: [
    'tm_year',
    'tm_mon',
    'tm_mday',
    'tm_hour',
    'tm_min',
    'tm_sec',
    'tm_wday',
    'tm_yday',
    'tm_isdst',
    'tm_zone',
    'tm_gmtoff',
  ],
  items: 9,
  constructible: true,
};

/** Milliseconds that a JavaScript date can have on either side of 1970. */
const MOST_MILLISECONDS = 8.64e15;

const starts = new WeakMap<Runtime, number>();

/** Seconds of the processor's time; where the host has no clock of it, of a monotonic one since the module was made. */
function processTime(rt: Runtime): number {
  if (rt.host.processorTime !== undefined) return rt.host.processorTime();
  return rt.host.monotonic() - (starts.get(rt) ?? 0);
}

const nanoseconds = (rt: Runtime, seconds: number): Maybe =>
  intFromBigInt(rt, BigInt(Math.round(seconds * 1e6)) * 1000n);

/** What is said of the clocks: whether they may be set, and so go back. */
const CLOCKS: ReadonlyMap<string, boolean> = new Map([
  ['time', true],
  ...['monotonic', 'perf_counter', 'process_time', 'thread_time'].map((name) => [name, false] as const),
]);

const getClockInfo = functionOneArg('time', 'get_clock_info', (rt, value) => {
  if (!isStr(rt, value)) {
    return rt.raise('TypeError', `get_clock_info() argument 1 must be str, not ${givenType(rt, value)}`);
  }
  const canBeSet = CLOCKS.get(rt.text(value));
  if (canBeSet === undefined) return rt.raise('ValueError', 'unknown clock');
  const facts = dictOf(rt, [
    ['implementation', rt.str('a clock of the host')],
    ['monotonic', rt.bool(!canBeSet)],
    ['adjustable', rt.bool(canBeSet)],
    ['resolution', newFloat(rt, 1e-6)],
  ]);
  return newNamespace(rt, facts);
});

const no = (name: string, code: (rt: Runtime) => Maybe): NativeFunction => functionNoArgs('time', name, code);

const sleep = functionOneArg('time', 'sleep', (rt, value) => {
  const seconds = secondsOf(rt, value);
  if (seconds === undefined) return 0;
  if (Number.isNaN(seconds)) return rt.raise('ValueError', 'Invalid value NaN (not a number)');
  if (seconds < 0) return rt.raise('ValueError', 'sleep length must be non-negative');
  return sleepInterruptibly(rt, seconds) ? rt.none() : 0;
});

/** A number of seconds; undefined on error. */
function secondsOf(rt: Runtime, value: Ref): number | undefined {
  if (isFloat(rt, value)) return floatValue(rt, value);
  const index = indexOf(rt, value);
  if (index === 0) return undefined;
  const seconds = intNumber(rt, index);
  rt.decref(index);
  if (!Number.isNaN(seconds)) return seconds;
  rt.raise('OverflowError', 'timestamp out of range for platform time_t');
  return undefined;
}

// Calendar ---------------------------------------------------------------------------------------------------------

/** The fields of a moment in UTC. */
function fieldsOf(seconds: number): TimeFields {
  const date = new Date(Math.floor(seconds) * 1000);
  const yearStart = Date.UTC(2000, 0, 1) + (Date.UTC(date.getUTCFullYear(), 0, 1) - Date.UTC(2000, 0, 1));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: (date.getUTCDay() + 6) % 7,
    yearDay: Math.floor((date.getTime() - yearStart) / 86_400_000) + 1,
    summer: 0,
  };
}

/** The moment an argument names, or now; undefined on error. */
function momentArgument(rt: Runtime, args: number, count: number): number | undefined {
  if (count === 0 || rt.i32[args] === rt.None) return rt.host.time();
  const seconds = secondsOf(rt, rt.i32[args]! as Ref);
  if (seconds === undefined) return undefined;
  if (Math.abs(seconds) * 1000 <= MOST_MILLISECONDS) return seconds;
  if (Number.isNaN(seconds)) rt.raise('ValueError', 'Invalid value NaN (not a number)');
  else rt.raise('OverflowError', 'timestamp out of range for platform time_t');
  return undefined;
}

function structOf(rt: Runtime, fields: TimeFields, zone: string): Maybe {
  const { year, month, day, hour, minute, second, weekday, yearDay, summer } = fields;
  const numbers = [year, month, day, hour, minute, second, weekday, yearDay, summer];
  return newStructSeq(rt, STRUCT_TIME, [
    ...numbers.map((number) => intFromNumber(rt, number)),
    rt.str(zone),
    intFromNumber(rt, 0),
  ]);
}

function calendar(name: string, zone: string): NativeFunction {
  return functionPositional('', name, 0, 1, (rt, args, count) => {
    const moment = momentArgument(rt, args, count);
    return moment === undefined ? 0 : structOf(rt, fieldsOf(moment), zone);
  });
}

/** The fields of a time tuple; undefined on error. */
function fieldsArgument(rt: Runtime, name: string, value: Ref): TimeFields | undefined {
  if (!isTuple(rt, value)) {
    rt.raise('TypeError', 'Tuple or struct_time argument required');
    return undefined;
  }
  if (tupleSize(rt, value) !== 9) {
    rt.raise('TypeError', `${name}(): illegal time tuple argument`);
    return undefined;
  }
  const numbers: number[] = [];
  for (let i = 0; i < 9; i++) {
    const number = cInt(rt, tupleItem(rt, value, i));
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  const [year, month, day, hour, minute, second, weekday, yearDay, summer] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { year, month, day, hour, minute, second, weekday, yearDay, summer };
}

/** Fields within their bounds, 0 taken as 1 where counting begins with 1; undefined and ValueError if one is not. */
function checked(rt: Runtime, fields: TimeFields): TimeFields | undefined {
  const fixed = { ...fields, month: fields.month || 1, day: fields.day || 1, yearDay: fields.yearDay || 1 };
  const bounds: readonly (readonly [number, number, number, string])[] = [
    [fixed.month, 1, 12, 'month'],
    [fixed.day, 1, 31, 'day of month'],
    [fixed.hour, 0, 23, 'hour'],
    [fixed.minute, 0, 59, 'minute'],
    [fixed.second, 0, 61, 'seconds'],
    [fixed.weekday, -1, Number.POSITIVE_INFINITY, 'day of week'],
    [fixed.yearDay, 1, 366, 'day of year'],
  ];
  const wrong = bounds.find(([value, least, most]) => value < least || value > most);
  if (wrong === undefined) return { ...fixed, weekday: (fixed.weekday + 7) % 7 };
  rt.raise('ValueError', `${wrong[3]} out of range`);
  return undefined;
}

/** The fields of an optional time tuple, or those of now. */
function tupleOrNow(rt: Runtime, name: string, args: number, given: boolean): TimeFields | undefined {
  if (!given) return fieldsOf(rt.host.time());
  const fields = fieldsArgument(rt, name, rt.i32[args]! as Ref);
  return fields === undefined ? undefined : checked(rt, fields);
}

const strftime = functionPositional('', 'strftime', 1, 2, (rt, args, count) => {
  const format = rt.i32[args]! as Ref;
  if (!isStr(rt, format)) {
    return rt.raise('TypeError', `strftime() argument 1 must be str, not ${givenType(rt, format)}`);
  }
  const fields = tupleOrNow(rt, 'strftime', args + 2, count > 1);
  return fields === undefined ? 0 : rt.str(formatTime(rt.text(format), fields));
});

/** `Sun Jun 20 23:21:05 1993` */
function longText(fields: TimeFields): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(fields.hour)}:${two(fields.minute)}:${two(fields.second)}`;
  const day = String(fields.day).padStart(2);
  return `${TIME_NAMES.days[fields.weekday]!.slice(0, 3)} ${TIME_NAMES.months[fields.month - 1]!.slice(0, 3)} ${day} ${clock} ${fields.year}`;
}

const asctime = functionPositional('', 'asctime', 0, 1, (rt, args, count) => {
  const fields = tupleOrNow(rt, 'asctime', args, count > 0);
  return fields === undefined ? 0 : rt.str(longText(fields));
});

const ctime = functionPositional('', 'ctime', 0, 1, (rt, args, count) => {
  const moment = momentArgument(rt, args, count);
  return moment === undefined ? 0 : rt.str(longText(fieldsOf(moment)));
});

const mktime = functionOneArg('time', 'mktime', (rt, value) => {
  const fields = fieldsArgument(rt, 'mktime', value);
  if (fields === undefined) return 0;
  const { year, month, day, hour, minute, second } = fields;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  if (!Number.isNaN(date.getTime())) return newFloat(rt, date.getTime() / 1000);
  return rt.raise('OverflowError', 'mktime argument out of range');
});

/** strptime: the library's _strptime reads the text. */
const strptime: NativeFunction = {
  name: 'strptime',
  doc: 'strptime(string, format) -> struct_time',
  signature: '',
  code: (rt, args, count, kwnames) => {
    const mark = rt.mark();
    const module = loadModule(rt, '_strptime');
    if (module === 0) return 0;
    rt.hold(module);
    const parse = rt.getAttrText(module, '_strptime_time');
    if (parse === 0) return rt.finish(mark, 0);
    rt.hold(parse);
    return rt.finish(mark, callWithSlots(rt, parse, 0, args, count, kwnames));
  },
};

/** The module time. */
export const timeModule: NativeModule = {
  name: 'time',
  doc: 'This module provides various functions to manipulate time values.',
  functions: [
    strptime,
    no('time', (rt) => newFloat(rt, rt.host.time())),
    no('time_ns', (rt) => nanoseconds(rt, rt.host.time())),
    no('monotonic', (rt) => newFloat(rt, rt.host.monotonic())),
    no('monotonic_ns', (rt) => nanoseconds(rt, rt.host.monotonic())),
    no('perf_counter', (rt) => newFloat(rt, rt.host.monotonic())),
    no('perf_counter_ns', (rt) => nanoseconds(rt, rt.host.monotonic())),
    no('process_time', (rt) => newFloat(rt, processTime(rt))),
    no('process_time_ns', (rt) => nanoseconds(rt, processTime(rt))),
    no('thread_time', (rt) => newFloat(rt, processTime(rt))),
    no('thread_time_ns', (rt) => nanoseconds(rt, processTime(rt))),
    getClockInfo,
    sleep,
    calendar('gmtime', 'GMT'),
    calendar('localtime', 'UTC'),
    asctime,
    ctime,
    mktime,
    strftime,
  ],
  init: (rt, dict) => {
    starts.set(rt, rt.host.monotonic());
    return (
      dictSet(rt, dict, rt.name('struct_time'), structSeqType(rt, STRUCT_TIME).ref) &&
      ['timezone', 'altzone', 'daylight'].every((name) => storeOwned(rt, dict, name, intFromNumber(rt, 0))) &&
      storeOwned(rt, dict, '_STRUCT_TM_ITEMS', intFromNumber(rt, 11)) &&
      storeOwned(rt, dict, 'tzname', tupleOf(rt, rt.name('UTC'), rt.name('UTC')))
    );
  },
};
