import type { Ref } from '@uroboros/heap';
import { moduleDict, newModule } from '../modules/module.js';
import { dictGetStr, dictSet } from '../objects/dict.js';
import { isList, listItem, listSize } from '../objects/list.js';
import { isStr } from '../objects/str.js';
import { importClasses } from './import-classes.js';
import { removeImportFrames } from './import-frames.js';
import { codeNamed, ownCode, runModule } from './module-code.js';
import { forEachItem } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';
import { systemObject } from './system.js';

/**
 * The modules `_frozen_importlib` and `_frozen_importlib_external`: the library's `importlib/_bootstrap.py` and
 * `_bootstrap_external.py`, run when a program first asks for them. From then on there are two import systems over one
 * `sys.modules`: the import statement stays with the one of `imports.ts`, which is quick, as long as `sys.meta_path` and
 * `sys.path_hooks` are as the library left them. When a program has changed them, each import goes through the library.
 */

const CORE = '_frozen_importlib';
const EXTERNAL = '_frozen_importlib_external';

/** Their files in the folder `importlib`, and the names that their code bears. */
const FILES: readonly (readonly [string, string, string])[] = [
  [CORE, '_bootstrap.py', '<frozen importlib._bootstrap>'],
  [EXTERNAL, '_bootstrap_external.py', '<frozen importlib._bootstrap_external>'],
];

/**
 * Makes one import system of two. Our classes get the methods of the library's and take their places, so that specs and loaders
 * made earlier are whole; the library's own stay alive, since their methods name no other classes, but are out of use.
 */
const ADOPTION = `
import sys, _imp
def adopt(core, external):
    ours = globals()
    ours['adopted'] = kept = []
    for module, names in (
        (core, 'ModuleSpec BuiltinImporter'),
        (external, '_LoaderBasics SourceLoader FileLoader SourceFileLoader _NamespacePath NamespaceLoader'),
    ):
        for name in names.split():
            theirs = getattr(module, name)
            kept.append(theirs)
            for key, value in vars(theirs).items():
                if key not in ('__dict__', '__weakref__'):
                    setattr(ours[name], key, value)
            setattr(module, name, ours[name])
    external.compile = _imp._compile_source
    external._NamespaceLoader = external.NamespaceLoader
    for loader in external.SourcelessFileLoader, external.ExtensionFileLoader:
        loader.__bases__ = external.FileLoader, external._LoaderBasics
    core._install(sys, _imp)
    core._install_external_importers()
    _NamespacePath._path_finder = external.PathFinder._get_spec
    for module, name in (core, '${CORE}'), (external, '${EXTERNAL}'):
        module.__spec__ = core.spec_from_loader(name, core.FrozenImporter, origin='frozen')
        module.__loader__ = core.FrozenImporter
        module.__builtins__ = sys.modules['builtins'].__dict__

def namespace_spec(name, path, parent_path):
    spec = ModuleSpec(name, None, is_package=True)
    spec.loader = NamespaceLoader(name, path, _NamespacePath._path_finder)
    spec.submodule_search_locations = spec.loader._path
    return spec

adopt(sys.modules['${CORE}'], sys.modules['${EXTERNAL}'])
del adopt
`;

/** What is known of the library's import system: its modules, and what it has put into `sys`. All are kept. */
interface Library {
  readonly modules: ReadonlyMap<string, Ref>;
  /** Items of sys.meta_path and of sys.path_hooks; undefined while they are being made. */
  finders?: readonly Ref[];
  hooks?: readonly Ref[];
}

const libraries = new WeakMap<Runtime, Library>();

/** `import _frozen_importlib`, owned: undefined if the name is another or the library is not there. */
export function loadFrozen(rt: Runtime, name: string): Maybe | undefined {
  if (name !== CORE && name !== EXTERNAL) return undefined;
  const library = libraries.get(rt) ?? makeLibrary(rt);
  if (library === undefined) return rt.failed ? 0 : undefined;
  const module = library.modules.get(name)!;
  return dictSet(rt, rt.modules, rt.name(name), module) ? rt.incref(module) : 0;
}

/** Runs both files and connects them; undefined if they are not there, or with an exception set. */
function makeLibrary(rt: Runtime): Library | undefined {
  const files = findFiles(rt);
  const classes = files === undefined ? 0 : importClasses(rt);
  if (files === undefined || classes === 0) return undefined;
  const modules = new Map<string, Ref>();
  const library: Library = { modules };
  libraries.set(rt, library);
  const done =
    FILES.every(([name, file, shown]) => runFile(rt, modules, name, `${files.folder}${file}`, shown)) &&
    runText(rt, ownCode(rt, ADOPTION, FILES[0]![2], 'import adoption'), classes);
  if (!done) {
    forgetLibrary(rt);
    return undefined;
  }
  library.finders = keepItems(rt, 'meta_path', 3);
  library.hooks = keepItems(rt, 'path_hooks', 1);
  return library;
}

/** The folder of the library's importlib, with a slash at its end. */
function findFiles(rt: Runtime): { readonly folder: string } | undefined {
  const path = systemObject(rt, 'path');
  if (path === 0) return undefined;
  let folder: string | undefined;
  forEachItem(rt, path, (item) => {
    if (!isStr(rt, item)) return true;
    const here = `${rt.text(item)}/importlib/`;
    if (FILES.every(([, file]) => rt.host.readSource(here + file) !== undefined)) folder = here;
    return folder === undefined;
  });
  return folder === undefined ? undefined : { folder };
}

function runFile(rt: Runtime, modules: Map<string, Ref>, name: string, path: string, shown: string): boolean {
  const module = newModule(rt, name);
  if (module === 0) return false;
  modules.set(name, rt.keep(module));
  if (!dictSet(rt, rt.modules, rt.name(name), module)) return false;
  const dict = moduleDict(rt, module);
  return (
    dictSet(rt, dict, rt.name('__builtins__'), rt.builtinsDict) &&
    runText(rt, codeNamed(rt, rt.host.readSource(path)!, path, shown), dict)
  );
}

/** Runs code, which is taken over, with a dictionary for its names. */
function runText(rt: Runtime, code: Maybe, dict: Ref): boolean {
  const result = code === 0 ? 0 : runModule(rt, code, dict);
  rt.drop(result);
  return result !== 0;
}

/** The last items of a list in sys, kept: those that the library has appended. */
function keepItems(rt: Runtime, name: string, count: number): readonly Ref[] {
  const list = systemObject(rt, name) as Ref;
  const size = listSize(rt, list);
  return Array.from({ length: count }, (_, i) => rt.keep(rt.incref(listItem(rt, list, size - count + i))));
}

/** The end of everything: what is kept goes. */
export function forgetLibrary(rt: Runtime): void {
  const library = libraries.get(rt);
  if (library === undefined) return;
  libraries.delete(rt);
  for (const kept of [...library.modules.values(), ...(library.finders ?? []), ...(library.hooks ?? [])]) {
    rt.kept.splice(rt.kept.lastIndexOf(kept), 1);
    rt.decref(kept);
  }
}

/** Whether the program has changed how modules are found: then imports go through the library. */
export function findsOtherwise(rt: Runtime): boolean {
  const library = libraries.get(rt);
  if (library === undefined) return !holdsJust(rt, 'meta_path', []) || !holdsJust(rt, 'path_hooks', []);
  const { finders, hooks } = library;
  if (finders === undefined || hooks === undefined) return false;
  return !holdsJust(rt, 'meta_path', finders) || !holdsJust(rt, 'path_hooks', hooks);
}

/** Whether a list in sys has just these items. At the end of everything it is gone; before there is a library, what is no list holds nothing. */
function holdsJust(rt: Runtime, name: string, items: readonly Ref[]): boolean {
  const list = systemObject(rt, name);
  if (list === 0) return true;
  if (!isList(rt, list)) return !libraries.has(rt);
  return listSize(rt, list) === items.length && items.every((item, i) => listItem(rt, list, i) === item);
}

/** _find_and_load of the library, for a module that is not there yet; owned. */
export function findAndLoadOtherwise(rt: Runtime, name: string): Maybe {
  const mark = rt.mark();
  const core = loadFrozen(rt, CORE);
  if (core === undefined) return rt.raise('ImportError', 'finders in sys need importlib, which is not on sys.path');
  if (core === 0) return 0;
  rt.hold(core);
  const dict = moduleDict(rt, core);
  const find = dictGetStr(rt, dict, rt.name('_find_and_load'));
  const load = dictGetStr(rt, dict, rt.name('_gcd_import'));
  if (find === 0 || load === 0) return rt.finish(mark, rt.raise('ImportError', `${CORE} is incomplete`));
  const module = rt.finish(mark, rt.call(find, rt.name(name), load));
  if (module === 0) removeImportFrames(rt);
  return module;
}
