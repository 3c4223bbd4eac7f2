import type { Ref } from '@uroboros/heap';
import { moduleDict, newModule } from '../modules/module.js';
import { dictGetStr, dictKeyAt, dictNext, dictSet, dictValueAt } from '../objects/dict.js';
import { ownCode, runModule } from './module-code.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * The classes whose instances a module carries as `__spec__` and `__loader__`. They are ordinary Python classes, made when the
 * first module comes from a file or somebody asks for the `__spec__` of a built-in one. Here they have what the import system
 * itself needs; when a program imports `importlib`, they get the methods of the library's classes (see `frozen-importlib.ts`).
 */
const SOURCE = `
class ModuleSpec:
    __module__ = '_frozen_importlib'
    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self._uninitialized_submodules = []
        self._set_fileattr = False
        self._cached = None
    def __repr__(self):
        text = f'ModuleSpec(name={self.name!r}, loader={self.loader!r}'
        if self.origin is not None:
            text += f', origin={self.origin!r}'
        if self.submodule_search_locations is not None:
            text += f', submodule_search_locations={self.submodule_search_locations}'
        return text + ')'
    @property
    def cached(self):
        return self._cached
    @cached.setter
    def cached(self, path):
        self._cached = path
    @property
    def has_location(self):
        return self._set_fileattr
    @property
    def parent(self):
        return self.name.rpartition('.')[0] if self.submodule_search_locations is None else self.name

class BuiltinImporter:
    __module__ = '_frozen_importlib'

class _LoaderBasics:
    __module__ = '_frozen_importlib_external'
class SourceLoader(_LoaderBasics):
    __module__ = '_frozen_importlib_external'
class FileLoader:
    __module__ = '_frozen_importlib_external'
    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path
class SourceFileLoader(FileLoader, SourceLoader):
    __module__ = '_frozen_importlib_external'

class _NamespacePath:
    __module__ = '_frozen_importlib_external'
    _epoch = 0
    def __init__(self, name, path, parent_path):
        self._name = name
        self._path = path
        self._last_parent_path = tuple(parent_path)
        self._last_epoch = self._epoch
    def __iter__(self):
        return iter(self._path)
    def __getitem__(self, index):
        return self._path[index]
    def __len__(self):
        return len(self._path)
    def __repr__(self):
        return f'_NamespacePath({self._path!r})'
class NamespaceLoader:
    __module__ = '_frozen_importlib_external'
    def __init__(self, name, path, parent_path):
        self._path = _NamespacePath(name, path, parent_path)

def file_spec(name, path, cached, locations):
    spec = ModuleSpec(name, SourceFileLoader(name, path), origin=path)
    spec.submodule_search_locations = locations
    spec._set_fileattr = True
    spec._cached = cached
    return spec

def namespace_spec(name, path, parent_path):
    loader = NamespaceLoader(name, path, parent_path)
    spec = ModuleSpec(name, loader)
    spec.submodule_search_locations = loader._path
    return spec

def builtin_spec(name):
    return ModuleSpec(name, BuiltinImporter, origin='built-in')
`;

/** Dictionary of the module that holds the classes, borrowed. */
const made = new WeakMap<Runtime, Ref>();

/** Makes the classes if they are not there yet: their dictionary, borrowed; 0 on error. */
export function importClasses(rt: Runtime): Maybe {
  const known = made.get(rt);
  if (known !== undefined) return known;
  const module = newModule(rt, '_frozen_importlib');
  if (module === 0) return 0;
  const mark = rt.mark();
  rt.hold(module);
  const dict = moduleDict(rt, module);
  if (!dictSet(rt, dict, rt.name('__builtins__'), rt.builtinsDict)) return rt.finish(mark, 0);
  const code = ownCode(rt, SOURCE, '<frozen importlib._bootstrap>', 'import classes');
  const result = code === 0 ? 0 : runModule(rt, code, dict);
  if (result === 0) return rt.finish(mark, 0);
  rt.decref(result);
  rt.keep(rt.incref(dict));
  rt.releaseTo(mark);
  made.set(rt, dict);
  return describeBuiltins(rt) ? dict : 0;
}

/** The end of everything: the classes go. */
export function forgetImportClasses(rt: Runtime): void {
  const dict = made.get(rt);
  if (dict === undefined) return;
  made.delete(rt);
  rt.kept.splice(rt.kept.lastIndexOf(dict), 1);
  rt.decref(dict);
}

/** Whether the classes have been made. */
export function hasImportClasses(rt: Runtime): boolean {
  return made.has(rt);
}

/** Calls one of the functions that make a spec; owned. */
export function makeSpec(rt: Runtime, kind: 'file' | 'namespace' | 'builtin', ...args: readonly Ref[]): Maybe {
  const dict = importClasses(rt);
  if (dict === 0) return 0;
  return rt.call(dictGetStr(rt, dict, rt.name(`${kind}_spec`)) as Ref, ...args);
}

/** Gives the built-in modules that were loaded before there were classes their `__spec__` and `__loader__`. */
function describeBuiltins(rt: Runtime): boolean {
  const { modules } = rt;
  for (let entry = dictNext(rt, modules, 0); entry >= 0; entry = dictNext(rt, modules, entry + 1)) {
    const module = dictValueAt(rt, modules, entry) as Ref;
    const name = dictKeyAt(rt, modules, entry);
    if (rt.typeId(module) !== rt.ids.module || !rt.isBuiltinModule(rt.text(name))) continue;
    if (!describeBuiltin(rt, module, name)) return false;
  }
  return true;
}

/** Sets `__spec__`, `__loader__` and `__package__` of a built-in module, once the classes are there. */
export function describeBuiltin(rt: Runtime, module: Ref, name: Ref): boolean {
  const classes = made.get(rt);
  if (classes === undefined) return true;
  const mark = rt.mark();
  const spec = makeSpec(rt, 'builtin', name);
  if (spec === 0) return false;
  rt.hold(spec);
  const dict = moduleDict(rt, module);
  const loader = dictGetStr(rt, classes, rt.name('BuiltinImporter')) as Ref;
  const done = dictSet(rt, dict, rt.name('__loader__'), loader) && dictSet(rt, dict, rt.name('__spec__'), spec);
  rt.releaseTo(mark);
  return done;
}
