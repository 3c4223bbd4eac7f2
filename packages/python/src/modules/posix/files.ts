import type { Ref } from '@uroboros/heap';
import { cInt, couldHold } from '../../objects/arguments.js';
import { emptyBytes, newBytes } from '../../objects/bytes.js';
import { bytesArgument } from '../../objects/bytes-search.js';
import { floatValue, isFloat } from '../../objects/float.js';
import { intFromNumber, intValue, isInt } from '../../objects/int.js';
import { listAppend, newList } from '../../objects/list.js';
import { keywords, type NativeFunction } from '../../objects/native.js';
import { raiseOsError, system, systemDone } from '../../objects/os-error.js';
import { isTuple, tupleItem, tupleSize } from '../../objects/tuple.js';
import { accessRefused, filesOf } from '../../runtime/file-access.js';
import type { FileStatus, HostFiles } from '../../runtime/files.js';
import { indexAsSize } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { functionNoArgs, functionOneArg, functionPositional } from '../functions.js';
import { newStructSeq } from '../structseq.js';
import { newPath, type PathArgument, type PathOptions, pathArgument } from './paths.js';
import { statResult, TERMINAL_SIZE } from './status.js';

/** The functions of posix that work on files and folders. */

/** Runs something with a path argument and the host's files; what stays held by then is released. */
function withPath(
  rt: Runtime,
  name: string,
  given: Ref,
  options: PathOptions,
  run: (files: HostFiles, path: PathArgument) => Maybe,
): Maybe {
  const mark = rt.mark();
  const path = pathArgument(rt, name, given, options);
  const files = path === undefined ? undefined : filesOf(rt);
  if (files === undefined && path !== undefined) accessRefused(rt);
  return rt.finish(mark, path === undefined || files === undefined ? 0 : run(files, path));
}

/** A function of one path that gives None. */
function onPath(name: string, act: (files: HostFiles, path: string) => void): NativeFunction {
  return keywords(name, 'path, *, dir_fd=None', (rt, values) =>
    withPath(rt, name, values[0] as Ref, {}, (files, path) => {
      return systemDone(rt, () => act(files, path.text), path.object) ? rt.none() : 0;
    }),
  );
}

/** A function of two paths that gives None. */
function onTwoPaths(
  name: string,
  parameters: readonly [string, string],
  signature: string,
  act: (files: HostFiles, from: string, to: string) => void,
): NativeFunction {
  return keywords(name, signature, (rt, values) =>
    withPath(rt, name, values[0] as Ref, { parameter: parameters[0] }, (files, from) => {
      const to = pathArgument(rt, name, values[1] as Ref, { parameter: parameters[1] });
      if (to === undefined) return 0;
      return systemDone(rt, () => act(files, from.text, to.text), from.object, to.object) ? rt.none() : 0;
    }),
  );
}

const isFalse = (rt: Runtime, value: Maybe): boolean => value !== 0 && rt.isTrue(value) === 0;

function statOf(name: string, options: PathOptions, follow: (rt: Runtime, values: readonly Maybe[]) => boolean) {
  return (rt: Runtime, values: readonly Maybe[]): Maybe =>
    withPath(rt, name, values[0] as Ref, options, (files, path) => {
      const read = (): FileStatus =>
        path.fd === undefined ? files.stat(path.text, follow(rt, values)) : files.fstat(path.fd);
      const status = system(rt, read, name === 'fstat' ? 0 : path.object);
      return status === undefined ? 0 : statResult(rt, status);
    });
}

const listdir = keywords('listdir', 'path=None', (rt, values) =>
  withPath(rt, 'listdir', (values[0] || rt.None) as Ref, { none: true, fd: true }, (files, path) => {
    if (path.fd !== undefined)
      return rt.raise('NotImplementedError', 'listdir: listing an open folder is not supported');
    const names = system(rt, () => files.list(path.text), path.object === rt.None ? 0 : path.object);
    return names === undefined ? 0 : pathList(rt, names, path.bytes);
  }),
);

function pathList(rt: Runtime, names: readonly string[], bytes: boolean): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  for (const name of names) {
    const made = newPath(rt, name, bytes);
    if (made === 0) return rt.finish(mark, 0);
    if (!listAppend(rt, list, made)) {
      rt.decref(made);
      return rt.finish(mark, 0);
    }
  }
  return rt.unhold();
}

const numberOr = (rt: Runtime, value: Maybe, fallback: number): number | undefined =>
  value === 0 ? fallback : cInt(rt, value);

const mkdir = keywords('mkdir', 'path, mode=511, *, dir_fd=None', (rt, values) =>
  withPath(rt, 'mkdir', values[0] as Ref, {}, (files, path) => {
    const mode = numberOr(rt, values[1]!, 0o777);
    if (mode === undefined) return 0;
    return systemDone(rt, () => files.makeFolder(path.text, mode), path.object) ? rt.none() : 0;
  }),
);

const chmod = keywords('chmod', 'path, mode, *, dir_fd=None, follow_symlinks=True', (rt, values) =>
  withPath(rt, 'chmod', values[0] as Ref, {}, (files, path) => {
    const mode = cInt(rt, values[1] as Ref);
    if (mode === undefined) return 0;
    return systemDone(rt, () => files.chmod(path.text, mode), path.object) ? rt.none() : 0;
  }),
);

const access = keywords(
  'access',
  'path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True',
  (rt, values) =>
    withPath(rt, 'access', values[0] as Ref, {}, (files, path) => {
      const mode = cInt(rt, values[1] as Ref);
      return mode === undefined ? 0 : rt.bool(files.access(path.text, mode));
    }),
);

const readlink = keywords('readlink', 'path, *, dir_fd=None', (rt, values) =>
  withPath(rt, 'readlink', values[0] as Ref, {}, (files, path) => {
    const target = system(rt, () => files.readlink(path.text), path.object);
    return target === undefined ? 0 : newPath(rt, target, path.bytes);
  }),
);

/** Seconds of a number; undefined on error. */
function secondsOf(rt: Runtime, value: Ref): number | undefined {
  if (isFloat(rt, value)) return floatValue(rt, value);
  return indexAsSize(rt, value, 'OverflowError');
}

const utime = keywords('utime', 'path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True', (rt, values) =>
  withPath(rt, 'utime', values[0] as Ref, {}, (files, path) => {
    const times = values[1]!;
    const exact = values[2]!;
    const pair = times !== 0 && times !== rt.None ? times : exact;
    let moments: (number | undefined)[] = [rt.host.time(), rt.host.time()];
    if (pair !== 0 && pair !== rt.None) {
      if (!isTuple(rt, pair) || tupleSize(rt, pair) !== 2) {
        return rt.raise('TypeError', "utime: 'times' must be either a tuple of two ints or None");
      }
      const scale = pair === times ? 1 : 1e-9;
      moments = [0, 1].map((i) => {
        const item = tupleItem(rt, pair, i);
        if (scale === 1) return secondsOf(rt, item);
        if (isInt(rt, item)) return Number(intValue(rt, item)) * scale;
        rt.raise('TypeError', `'${rt.typeOf(item).name}' object cannot be interpreted as an integer`);
        return undefined;
      });
    }
    const [accessed, modified] = moments;
    if (accessed === undefined || modified === undefined) return 0;
    return systemDone(rt, () => files.setTimes(path.text, accessed, modified), path.object) ? rt.none() : 0;
  }),
);

// Open files --------------------------------------------------------------------------------------------------------------

const open = keywords('open', 'path, flags, mode=511, *, dir_fd=None', (rt, values) =>
  withPath(rt, 'open', values[0] as Ref, {}, (files, path) => {
    const flags = cInt(rt, values[1] as Ref);
    const mode = numberOr(rt, values[2]!, 0o777);
    if (flags === undefined || mode === undefined) return 0;
    const fd = system(rt, () => files.open(path.text, flags, mode), path.object);
    return fd === undefined ? 0 : intFromNumber(rt, fd);
  }),
);

/** A function of an open file. */
function onFile(
  name: string,
  least: number,
  act: (rt: Runtime, files: HostFiles, fd: number, args: number, count: number) => Maybe,
  most = least,
): NativeFunction {
  return functionPositional('posix', name, least, most, (rt, args, count) => {
    const fd = cInt(rt, rt.i32[args]! as Ref);
    if (fd === undefined) return 0;
    const files = filesOf(rt);
    return files === undefined ? accessRefused(rt) : act(rt, files, fd, args, count);
  });
}

const size = (rt: Runtime, args: number, index: number): number | undefined =>
  indexAsSize(rt, rt.i32[args + 2 * index]! as Ref, 'OverflowError');

/** None if something succeeds. */
const noneOf = (rt: Runtime, act: () => void): Maybe => (systemDone(rt, act) ? rt.none() : 0);

const read = onFile('read', 2, (rt, files, fd, args) => {
  const length = size(rt, args, 1);
  if (length === undefined) return 0;
  if (length < 0) return rt.raise('OSError', '[Errno 22] Invalid argument');
  if (!couldHold(rt, length)) return 0;
  const into = new Uint8Array(length);
  const count = system(rt, () => files.read(fd, into));
  if (count === undefined) return 0;
  return count === 0 ? emptyBytes(rt) : newBytes(rt, into.subarray(0, count));
});

const write = onFile('write', 2, (rt, files, fd, args) => {
  const object = rt.i32[args + 2]! as Ref;
  const bytes = bytesArgument(rt, object);
  if (bytes === undefined) {
    if (rt.failed) return 0;
    return rt.raise('TypeError', `a bytes-like object is required, not '${rt.typeOf(object).shortName}'`);
  }
  const count = system(rt, () => files.write(fd, bytes));
  return count === undefined ? 0 : intFromNumber(rt, count);
});

const lseek = onFile('lseek', 3, (rt, files, fd, args) => {
  const offset = size(rt, args, 1);
  const whence = size(rt, args, 2);
  if (offset === undefined || whence === undefined) return 0;
  const position = system(rt, () => files.seek(fd, offset, whence));
  return position === undefined ? 0 : intFromNumber(rt, position);
});

const fstat = keywords(
  'fstat',
  'fd',
  statOf('fstat', { fd: true }, () => true),
);

const truncate = keywords('truncate', 'path, length', (rt, values) =>
  withPath(rt, 'truncate', values[0] as Ref, { fd: true }, (files, path) => {
    const length = indexAsSize(rt, values[1] as Ref, 'OverflowError');
    if (length === undefined) return 0;
    const done = system(
      rt,
      () => {
        const fd = path.fd ?? files.open(path.text, 1, 0);
        files.truncate(fd, length);
        if (path.fd === undefined) files.close(fd);
        return true;
      },
      path.object,
    );
    return done === undefined ? 0 : rt.none();
  }),
);

const terminalSize = functionPositional('posix', 'get_terminal_size', 0, 1, (rt, args, count) => {
  const fd = count === 0 ? 1 : cInt(rt, rt.i32[args]! as Ref);
  if (fd === undefined) return 0;
  const found = system(rt, () => filesOf(rt)?.terminalSize?.(fd));
  if (found === undefined) return rt.failed ? 0 : raiseOsError(rt, 'ENOTTY');
  return newStructSeq(
    rt,
    TERMINAL_SIZE,
    found.map((value) => intFromNumber(rt, value)),
  );
});

const cwd =
  (bytes: boolean) =>
  (rt: Runtime): Maybe => {
    const files = filesOf(rt);
    if (files === undefined) return accessRefused(rt);
    const folder = system(rt, () => files.cwd());
    return folder === undefined ? 0 : newPath(rt, folder, bytes);
  };

/** All of them. */
export const fileFunctions: readonly NativeFunction[] = [
  keywords(
    'stat',
    'path, *, dir_fd=None, follow_symlinks=True',
    statOf('stat', { fd: true }, (rt, values) => !isFalse(rt, values[2]!)),
  ),
  keywords(
    'lstat',
    'path, *, dir_fd=None',
    statOf('lstat', {}, () => false),
  ),
  fstat,
  listdir,
  mkdir,
  onPath('rmdir', (files, path) => files.removeFolder(path)),
  onPath('unlink', (files, path) => files.remove(path)),
  onPath('remove', (files, path) => files.remove(path)),
  onPath('chdir', (files, path) => files.changeFolder(path)),
  ...['rename', 'replace'].map((name) =>
    onTwoPaths(name, ['src', 'dst'], 'src, dst, *, src_dir_fd=None, dst_dir_fd=None', (files, from, to) =>
      files.rename(from, to),
    ),
  ),
  onTwoPaths(
    'link',
    ['src', 'dst'],
    'src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True',
    (files, from, to) => files.link(from, to),
  ),
  onTwoPaths('symlink', ['src', 'dst'], 'src, dst, target_is_directory=False, *, dir_fd=None', (files, from, to) =>
    files.symlink(from, to),
  ),
  chmod,
  access,
  readlink,
  utime,
  truncate,
  open,
  read,
  write,
  lseek,
  onFile('close', 1, (rt, files, fd) => noneOf(rt, () => files.close(fd))),
  onFile('fsync', 1, (rt, files, fd) => noneOf(rt, () => files.sync(fd))),
  onFile('ftruncate', 2, (rt, files, fd, args) => {
    const length = size(rt, args, 1);
    return length === undefined ? 0 : noneOf(rt, () => files.truncate(fd, length));
  }),
  functionOneArg('posix', 'isatty', (rt, value) => {
    const fd = cInt(rt, value);
    return fd === undefined ? 0 : rt.bool(filesOf(rt)?.isTerminal(fd) ?? rt.host.isTerminal?.(fd) ?? false);
  }),
  terminalSize,
  functionNoArgs('posix', 'getcwd', cwd(false)),
  functionNoArgs('posix', 'getcwdb', cwd(true)),
];
