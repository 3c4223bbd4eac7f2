import * as fs from 'node:fs';
import { resolve } from 'node:path';
import type { FileStatus, HostFiles } from '@uroboros/python';
import { Input } from './input.js';
import { isTerminal } from './late.js';

/** The user's files. */

const SEEK_CUR = 1;
const SEEK_END = 2;
/** open(2) fails at a folder only when it is to be written; reading one fails later. */
const STREAMS = 3;

/** An error as the system reports it. */
function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/**
 * Node has no lseek: positions are kept here and passed along, for regular files. Pipes and terminals have none. A thread
 * cannot change the process's folder, so that is kept here too.
 */
export class NodeFiles implements HostFiles {
  readonly input = new Input();
  /** Position by descriptor; undefined for what cannot seek. */
  readonly #positions = new Map<number, number | undefined>();
  readonly #appending = new Set<number>();
  #folder = process.cwd();

  open(path: string, flags: number, mode: number): number {
    const fd = fs.openSync(this.#path(path), flags, mode);
    this.#positions.set(fd, fs.fstatSync(fd).isFile() ? 0 : undefined);
    if ((flags & fs.constants.O_APPEND) !== 0) this.#appending.add(fd);
    return fd;
  }

  close(fd: number): void {
    this.#known(fd);
    if (fd >= STREAMS) fs.closeSync(fd);
    this.#positions.delete(fd);
    this.#appending.delete(fd);
  }

  read(fd: number, into: Uint8Array): number {
    const position = this.#known(fd);
    if (fd === 0) return this.input.read(into);
    const count = fs.readSync(fd, into, 0, into.length, position ?? null);
    if (position !== undefined) this.#positions.set(fd, position + count);
    return count;
  }

  write(fd: number, bytes: Uint8Array): number {
    const position = this.#known(fd);
    const appends = this.#appending.has(fd);
    const count = fs.writeSync(fd, bytes, 0, bytes.length, appends ? null : (position ?? null));
    if (position !== undefined) this.#positions.set(fd, appends ? fs.fstatSync(fd).size : position + count);
    return count;
  }

  seek(fd: number, offset: number, whence: number): number {
    const position = this.#known(fd);
    if (position === undefined) throw failure('ESPIPE');
    const from = whence === SEEK_CUR ? position : whence === SEEK_END ? fs.fstatSync(fd).size : 0;
    const to = from + offset;
    if (to < 0 || whence > SEEK_END) throw failure('EINVAL');
    this.#positions.set(fd, to);
    return to;
  }

  truncate(fd: number, length: number): void {
    this.#known(fd);
    fs.ftruncateSync(fd, length);
  }

  sync(fd: number): void {
    this.#known(fd);
    fs.fsyncSync(fd);
  }

  isTerminal(fd: number): boolean {
    return isTerminal(fd);
  }

  terminalSize(fd: number): readonly [number, number] {
    const stream = fd === 2 ? process.stderr : process.stdout;
    if (!isTerminal(fd) || stream.columns === undefined) throw failure('ENOTTY');
    return [stream.columns, stream.rows];
  }

  fstat(fd: number): FileStatus {
    if (fd >= STREAMS) this.#known(fd);
    return status(fs.fstatSync(fd, { bigint: true }));
  }

  stat(path: string, follow: boolean): FileStatus {
    const read = follow ? fs.statSync : fs.lstatSync;
    const found = read(this.#path(path), { bigint: true, throwIfNoEntry: false });
    if (found === undefined) throw failure(this.#throughFile(path) ? 'ENOTDIR' : 'ENOENT');
    return status(found);
  }

  list(path: string): string[] {
    return fs.readdirSync(this.#path(path));
  }

  makeFolder(path: string, mode: number): void {
    fs.mkdirSync(this.#path(path), { mode });
  }

  removeFolder(path: string): void {
    fs.rmdirSync(this.#path(path));
  }

  remove(path: string): void {
    fs.unlinkSync(this.#path(path));
  }

  rename(from: string, to: string): void {
    fs.renameSync(this.#path(from), this.#path(to));
  }

  link(from: string, to: string): void {
    fs.linkSync(this.#path(from), this.#path(to));
  }

  symlink(target: string, path: string): void {
    fs.symlinkSync(target, this.#path(path));
  }

  readlink(path: string): string {
    return fs.readlinkSync(this.#path(path));
  }

  chmod(path: string, mode: number): void {
    fs.chmodSync(this.#path(path), mode);
  }

  setTimes(path: string, accessed: number, modified: number): void {
    fs.utimesSync(this.#path(path), accessed, modified);
  }

  access(path: string, mode: number): boolean {
    try {
      fs.accessSync(this.#path(path), mode);
      return true;
    } catch {
      return false;
    }
  }

  cwd(): string {
    return this.#folder;
  }

  changeFolder(path: string): void {
    const folder = fs.realpathSync(this.#path(path));
    if (!fs.statSync(folder).isDirectory()) throw failure('ENOTDIR');
    this.#folder = folder;
  }

  /** An absolute path. A trailing slash stays, because it means that a folder is wanted. */
  #path(path: string): string {
    if (path.includes('\0')) throw failure('EINVAL');
    if (path === '') throw failure('ENOENT');
    if (path.startsWith('/')) return path;
    return `${this.#folder === '/' ? '' : this.#folder}/${path}`;
  }

  /** Whether something that is no folder stands in the middle of a path. */
  #throughFile(path: string): boolean {
    for (let part = resolve(this.#path(path), '..'); part !== '/'; part = resolve(part, '..')) {
      const found = fs.statSync(part, { throwIfNoEntry: false });
      if (found !== undefined) return !found.isDirectory();
    }
    return false;
  }

  /** The position of an open file. @throws EBADF */
  #known(fd: number): number | undefined {
    if (fd >= 0 && fd < STREAMS) return this.#positions.get(fd);
    if (!this.#positions.has(fd)) throw failure('EBADF');
    return this.#positions.get(fd);
  }
}

function status(from: fs.BigIntStats): FileStatus {
  return {
    mode: Number(from.mode),
    inode: from.ino,
    device: from.dev,
    links: Number(from.nlink),
    user: Number(from.uid),
    group: Number(from.gid),
    size: Number(from.size),
    accessed: from.atimeNs,
    modified: from.mtimeNs,
    changed: from.ctimeNs,
    blockBytes: Number(from.blksize),
    blocks: Number(from.blocks),
  };
}
