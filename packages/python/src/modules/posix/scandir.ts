import type { Ref } from '@uroboros/heap';
import { intFromBigInt } from '../../objects/int.js';
import { keywords, type NativeFunction, noArgs } from '../../objects/native.js';
import { system } from '../../objects/os-error.js';
import { accessRefused, filesOf } from '../../runtime/file-access.js';
import type { FileStatus } from '../../runtime/files.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import { type NativeTypeDefinition, nativeType } from '../native-type.js';
import { newPath, pathArgument, pathText } from './paths.js';
import { FILE_TYPE, FOLDER_TYPE, isType, LINK_TYPE, statResult } from './status.js';

/** scandir: an iterator over the entries of a folder. */

/** Words of an entry: its name, its path. */
const enum EntryField {
  Name = 4,
  Path = 6,
}

/** Names that an iterator has still to give, and what their folder is called. They have no size in CPython. */
interface Listing {
  names: string[];
  readonly folder: string;
  readonly bytes: boolean;
}

const listings = new WeakMap<Runtime, Map<Ref, Listing>>();

function listingsOf(rt: Runtime): Map<Ref, Listing> {
  let known = listings.get(rt);
  if (known === undefined) {
    known = new Map();
    listings.set(rt, known);
  }
  return known;
}

function newEntry(rt: Runtime, listing: Listing, name: string): Maybe {
  const mark = rt.mark();
  const text = newPath(rt, name, listing.bytes);
  if (text === 0) return 0;
  rt.hold(text);
  const { folder } = listing;
  const path = newPath(rt, folder === '' ? name : `${folder}${folder.endsWith('/') ? '' : '/'}${name}`, listing.bytes);
  if (path === 0) return rt.finish(mark, 0);
  rt.hold(path);
  const entry = allocInstance(rt, nativeType(rt, entryType));
  if (entry === 0) return rt.finish(mark, 0);
  rt.i32[entry + EntryField.Path] = rt.unhold();
  rt.i32[entry + EntryField.Name] = rt.unhold();
  return entry;
}

/** The status of an entry: of what a link leads to if `follow`; null if it is gone, undefined on error. */
function entryStatus(rt: Runtime, entry: Ref, follow: boolean): FileStatus | null | undefined {
  const path = rt.i32[entry + EntryField.Path]! as Ref;
  const text = pathText(rt, path);
  const files = filesOf(rt);
  if (text === undefined) return undefined;
  if (files === undefined) {
    accessRefused(rt);
    return undefined;
  }
  const found = system(rt, () => files.stat(text, follow), path);
  if (found !== undefined || !rt.errorIs(rt.builtin.FileNotFoundError)) return found;
  rt.clearError();
  return null;
}

function typeQuestion(name: string, type: number): NativeFunction {
  return keywords(name, 'self, /, *, follow_symlinks=True', (rt, values) => {
    const follow = values[1] === 0 || rt.isTrue(values[1]!) === 1;
    const status = entryStatus(rt, values[0] as Ref, follow);
    return status === undefined ? 0 : rt.bool(status !== null && isType(status, type));
  });
}

const entryType: NativeTypeDefinition = {
  name: 'posix.DirEntry',
  final: true,
  layout: () => ({ basicSize: 112, slots: [EntryField.Name * 4, EntryField.Path * 4] }),
  slots: {
    repr: (rt, self) => {
      const name = rt.textOfRepr(rt.i32[self + EntryField.Name]! as Ref);
      return name === undefined ? 0 : rt.str(`<DirEntry ${name}>`);
    },
  },
  methods: [
    typeQuestion('is_dir', FOLDER_TYPE),
    typeQuestion('is_file', FILE_TYPE),
    noArgs('is_symlink', (rt, self) => {
      const status = entryStatus(rt, self, false);
      return status === undefined ? 0 : rt.bool(status !== null && isType(status, LINK_TYPE));
    }),
    noArgs('is_junction', (rt) => rt.bool(false)),
    keywords('stat', 'self, /, *, follow_symlinks=True', (rt, values) => {
      const status = entryStatus(rt, values[0] as Ref, values[1] === 0 || rt.isTrue(values[1]!) === 1);
      if (status === undefined || status === null) return 0;
      return statResult(rt, status);
    }),
    noArgs('inode', (rt, self) => {
      const status = entryStatus(rt, self, false);
      return status === undefined || status === null ? 0 : intFromBigInt(rt, status.inode);
    }),
    noArgs('__fspath__', (rt, self) => rt.incref(rt.i32[self + EntryField.Path]! as Ref)),
  ],
  members: [
    { name: 'name', word: EntryField.Name, readonly: true, empty: 'none' },
    { name: 'path', word: EntryField.Path, readonly: true, empty: 'none' },
  ],
};

const iteratorType: NativeTypeDefinition = {
  name: 'posix.ScandirIterator',
  final: true,
  layout: (rt) => ({
    basicSize: 88,
    tearDown: (object) => {
      listingsOf(rt).delete(object);
    },
  }),
  slots: {
    iter: (rt, self) => rt.incref(self),
    next: (rt, self) => {
      const listing = listingsOf(rt).get(self);
      const name = listing?.names.pop();
      return listing === undefined || name === undefined ? 0 : newEntry(rt, listing, name);
    },
  },
  methods: [
    noArgs('close', (rt, self) => closeIterator(rt, self)),
    noArgs('__enter__', (rt, self) => rt.incref(self)),
    {
      name: '__exit__',
      doc: undefined,
      signature: '',
      code: (rt, args) => closeIterator(rt, rt.i32[args]! as Ref),
    },
  ],
};

function closeIterator(rt: Runtime, self: Ref): Maybe {
  listingsOf(rt).delete(self);
  return rt.none();
}

/** posix.scandir */
export const scandir = keywords('scandir', 'path=None', (rt, values) => {
  const mark = rt.mark();
  const path = pathArgument(rt, 'scandir', (values[0] || rt.None) as Ref, { none: true, fd: true });
  if (path === undefined) return rt.finish(mark, 0);
  const files = filesOf(rt);
  if (files === undefined) return rt.finish(mark, accessRefused(rt));
  const names = system(rt, () => files.list(path.text), path.object === rt.None ? 0 : path.object);
  if (names === undefined) return rt.finish(mark, 0);
  const iterator = allocInstance(rt, nativeType(rt, iteratorType));
  if (iterator !== 0) {
    listingsOf(rt).set(iterator, { names: names.reverse(), folder: path.text, bytes: path.bytes });
  }
  return rt.finish(mark, iterator);
});

/** The type of the entries. */
export const dirEntryType = (rt: Runtime): Ref => nativeType(rt, entryType).ref;
