import type { Ref } from '@uroboros/heap';
import { dictSet } from '../../objects/dict.js';
import type { Runtime } from '../../runtime/runtime.js';
import { type NativeModule, storeOwned } from '../module.js';
import { structSeqType } from '../structseq.js';
import { fileFunctions } from './files.js';
import { environment, processFunctions } from './process.js';
import { dirEntryType, scandir } from './scandir.js';
import { STAT_RESULT, TERMINAL_SIZE, UNAME_RESULT } from './status.js';

/** The module posix: what os is made of, as far as the host grants it. */

/** Numbers of Linux on 64-bit machines. */
const CONSTANTS: Readonly<Record<string, number>> = {
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_ACCMODE: 3,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_NOCTTY: 0o400,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_DSYNC: 0o10000,
  O_SYNC: 0o4010000,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
  O_CLOEXEC: 0o2000000,
  EX_OK: 0,
  EX_USAGE: 64,
  EX_DATAERR: 65,
  EX_NOINPUT: 66,
  EX_UNAVAILABLE: 69,
  EX_SOFTWARE: 70,
  EX_OSERR: 71,
  EX_CANTCREAT: 73,
  EX_IOERR: 74,
  EX_NOPERM: 77,
  EX_CONFIG: 78,
  WNOHANG: 1,
  WUNTRACED: 2,
  WCONTINUED: 8,
  P_NOWAIT: 1,
  TMP_MAX: 238328,
};

function addTypes(rt: Runtime, dict: Ref): boolean {
  const types = { stat_result: STAT_RESULT, terminal_size: TERMINAL_SIZE, uname_result: UNAME_RESULT };
  return (
    Object.entries(types).every(([name, type]) => dictSet(rt, dict, rt.name(name), structSeqType(rt, type).ref)) &&
    dictSet(rt, dict, rt.name('DirEntry'), dirEntryType(rt)) &&
    dictSet(rt, dict, rt.name('error'), rt.builtin.OSError.ref)
  );
}

export const posixModule: NativeModule = {
  name: 'posix',
  doc: 'Access to files and to facts about the process.',
  functions: [...fileFunctions, scandir, ...processFunctions],
  init: (rt, dict) =>
    addTypes(rt, dict) &&
    Object.entries(CONSTANTS).every(([name, value]) => storeOwned(rt, dict, name, rt.sizeToInt(value))) &&
    storeOwned(rt, dict, '_have_functions', rt.listFrom(rt.emptyTuple)) &&
    storeOwned(rt, dict, 'environ', environment(rt)),
};
