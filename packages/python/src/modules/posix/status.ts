import { newFloat } from '../../objects/float.js';
import { intFromBigInt, intFromNumber } from '../../objects/int.js';
import type { FileStatus } from '../../runtime/files.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { newStructSeq, type StructSeqDefinition } from '../structseq.js';

/** What stat() returns. */

/** Whole seconds are items, seconds with a fraction attributes of the same name. */
export const STAT_RESULT: StructSeqDefinition = {
  name: 'os.stat_result',
  doc: 'stat_result: Result from stat, fstat, or lstat.',
  fields: [
    'st_mode',
    'st_ino',
    'st_dev',
    'st_nlink',
    'st_uid',
    'st_gid',
    'st_size',
    ...['st_atime', 'st_mtime', 'st_ctime'],
    ...['st_atime', 'st_mtime', 'st_ctime'],
    ...['st_atime_ns', 'st_mtime_ns', 'st_ctime_ns'],
    'st_blksize',
    'st_blocks',
    'st_rdev',
  ],
  items: 10,
  constructible: true,
};

export const TERMINAL_SIZE: StructSeqDefinition = {
  name: 'os.terminal_size',
  doc: 'A tuple of (columns, lines) for holding terminal window size',
  fields: ['columns', 'lines'],
  constructible: true,
};

export const UNAME_RESULT: StructSeqDefinition = {
  name: 'posix.uname_result',
  fields: ['sysname', 'nodename', 'release', 'version', 'machine'],
  constructible: true,
};

const BILLION = 1_000_000_000n;

const seconds = (time: bigint): number => Number(time / BILLION) + Number(time % BILLION) * 1e-9;

/** A stat_result; owned. */
export function statResult(rt: Runtime, status: FileStatus): Maybe {
  const times = [status.accessed, status.modified, status.changed];
  return newStructSeq(rt, STAT_RESULT, [
    intFromNumber(rt, status.mode),
    intFromBigInt(rt, status.inode),
    intFromBigInt(rt, status.device),
    intFromNumber(rt, status.links),
    intFromNumber(rt, status.user),
    intFromNumber(rt, status.group),
    intFromNumber(rt, status.size),
    ...times.map((time) => intFromBigInt(rt, time / BILLION)),
    ...times.map((time) => newFloat(rt, seconds(time))),
    ...times.map((time) => intFromBigInt(rt, time)),
    intFromNumber(rt, status.blockBytes),
    intFromNumber(rt, status.blocks),
    intFromNumber(rt, 0),
  ]);
}

const TYPE_MASK = 0o170000;
export const FOLDER_TYPE = 0o040000;
export const FILE_TYPE = 0o100000;
export const LINK_TYPE = 0o120000;

/** Whether a status is that of a folder, a file, a link. */
export const isType = (status: FileStatus, type: number): boolean => (status.mode & TYPE_MASK) === type;
