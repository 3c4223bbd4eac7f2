/**
 * Files, as a host grants them: the system calls that the modules posix and _io are made of. Paths are as the program wrote
 * them, relative ones are the host's to resolve. What fails throws an error whose `code` is the name of an error number, such
 * as `ENOENT`.
 */
export interface HostFiles {
  /** Opens a file; `flags` are Linux's O_ flags. Returns a descriptor that is not inherited by anybody. */
  open(path: string, flags: number, mode: number): number;
  close(fd: number): void;
  /** Reads at the file's position: how many bytes came, 0 at the end. Throws EINTR when a signal came while it waited. */
  read(fd: number, into: Uint8Array): number;
  /** Writes at the file's position: how many bytes went. */
  write(fd: number, bytes: Uint8Array): number;
  /** Moves the position: from the start (0), from where it is (1), from the end (2). Returns where it is now. */
  seek(fd: number, offset: number, whence: number): number;
  truncate(fd: number, length: number): void;
  sync(fd: number): void;
  isTerminal(fd: number): boolean;
  /** Columns and lines of a terminal. */
  terminalSize?(fd: number): readonly [number, number];
  fstat(fd: number): FileStatus;
  stat(path: string, follow: boolean): FileStatus;
  /** Names in a folder, in whatever order. */
  list(path: string): string[];
  makeFolder(path: string, mode: number): void;
  removeFolder(path: string): void;
  remove(path: string): void;
  rename(from: string, to: string): void;
  link(from: string, to: string): void;
  symlink(target: string, path: string): void;
  readlink(path: string): string;
  chmod(path: string, mode: number): void;
  /** Times in seconds. */
  setTimes(path: string, accessed: number, modified: number): void;
  /** Whether the user may: `mode` as of access(2). */
  access(path: string, mode: number): boolean;
  cwd(): string;
  changeFolder(path: string): void;
}

/** What stat(2) tells. Times in nanoseconds. */
export interface FileStatus {
  readonly mode: number;
  readonly inode: bigint;
  readonly device: bigint;
  readonly links: number;
  readonly user: number;
  readonly group: number;
  readonly size: number;
  readonly accessed: bigint;
  readonly modified: bigint;
  readonly changed: bigint;
  readonly blockBytes: number;
  readonly blocks: number;
}
