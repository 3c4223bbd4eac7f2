# versions: 3.13
# Modules by name and by file: importlib, its util, pkgutil and runpy.
import importlib
import importlib.util
import os
import pkgutil
import runpy
import sys
import tempfile
import traceback

here = os.path.dirname(os.path.abspath(__file__))


def short(text):
    return str(text).replace(here, '.')


def attempt(what, function, *args, **keywords):
    try:
        print(what, short(function(*args, **keywords)))
    except BaseException as error:
        print(what, f'{type(error).__name__}: {short(error)}', short([getattr(error, n, '-') for n in ('name', 'path')]))


# A loader of plugins.
for info in pkgutil.iter_modules([os.path.join(here, 'tools')], 'tools.'):
    print(info.name, info.ispkg, type(info.module_finder).__name__)
for name in ('first', 'second'):
    plugin = importlib.import_module(f'tools.{name}')
    print(plugin.run(), plugin is sys.modules[f'tools.{name}'], short(plugin.__file__))
tools = sys.modules['tools']
print(tools.first.run(), short(tools.__path__), tools.__doc__)
print(importlib.import_module('.inner.deep', package='tools').WHERE, importlib.import_module('..second', 'tools.inner').NAME)
print(importlib.__import__('tools.inner').__name__, importlib.__import__('tools.inner', fromlist=['deep']).__name__)
sys.path.append(os.path.join(here, 'spare'))
importlib.invalidate_caches()
print(importlib.import_module('later').VALUE)

# What is not there.
attempt('missing', importlib.import_module, 'nothing_of_this_name')
attempt('missing part', importlib.import_module, 'tools.nothing')
attempt('no package', importlib.import_module, 'tools.first.part')
attempt('relative', importlib.import_module, '.first')
attempt('too far', importlib.import_module, '...first', package='tools')
attempt('empty', importlib.import_module, '')
attempt('broken', importlib.import_module, 'tools.broken')
attempt('wants', importlib.import_module, 'tools.wants')
attempt('syntax', importlib.import_module, 'tools.wrong')
print([name for name in ('tools.broken', 'tools.wants', 'tools.wrong') if name in sys.modules])
sys.modules['halted'] = None
attempt('halted', importlib.import_module, 'halted')

# Specs.
for name in ('tools', 'tools.first', 'sys', 'later', 'tools.inner.deep', 'nothing_of_this_name'):
    spec = importlib.util.find_spec(name)
    if spec is None:
        print(name, spec)
        continue
    print(name, spec.parent, short(spec.origin), short(spec.submodule_search_locations), spec.has_location)
    print('   ', spec.loader if isinstance(spec.loader, type) else type(spec.loader), isinstance(spec, importlib.machinery.ModuleSpec))
attempt('no parent', importlib.util.find_spec, 'nothing.of')
print(importlib.util.find_spec('.first', 'tools').name, importlib.util.resolve_name('.x', 'a.b'))
print(tools.__spec__ == importlib.util.find_spec('tools'), tools.__loader__.name, tools.__loader__.is_package('tools'))
print(tools.first.__loader__.get_source('tools.first') == open(tools.first.__file__).read())
print(tools.first.__loader__.get_filename() == tools.first.__file__, tools.first.__loader__.get_code('tools.first').co_name)
print(pkgutil.get_data('tools', 'first.py')[:14])

# A file by its path.
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'single.py')
    with open(path, 'w') as file:
        file.write('VALUE = 1\nOLD = True\n')
    spec = importlib.util.spec_from_file_location('by_path', path)
    print(spec.name, spec.origin == path, spec.loader.path == path, spec.parent == '')
    module = importlib.util.module_from_spec(spec)
    print(module.__name__, module.__file__ == path, hasattr(module, 'VALUE'), 'by_path' in sys.modules)
    print(spec.loader.exec_module(module), module.VALUE)

    # A file that changes.
    sys.path.insert(0, folder)
    import single

    print(single.VALUE)
    with open(path, 'w') as file:
        file.write('VALUE = 22\n')
    again = importlib.reload(single)
    print(again is single, single.VALUE, single.OLD, single.__spec__.name)
    sys.path.remove(folder)
attempt('reload', importlib.reload, single)
attempt('reload no module', importlib.reload, 3)
del sys.modules['single']
attempt('reload unknown', importlib.reload, single)
print(importlib.reload(tools.first) is tools.first, importlib.reload(sys) is sys)

# Running.
result = runpy.run_path(os.path.join(here, 'tools', 'script.py'), init_globals={'seed': 21})
print(result['answer'], result['__name__'], result['__spec__'])
result = runpy.run_path(os.path.join(here, 'tools', 'script.py'), run_name='other')
print(result['answer'], result['__name__'])
result = runpy.run_module('tools.script', run_name='elsewhere', alter_sys=True)
print(result['answer'], result['__name__'], result['__package__'], result['__spec__'].name)
runpy.run_module('tools')
attempt('run', runpy.run_module, 'nothing_of_this_name')
attempt('run package', runpy.run_module, 'tools.inner')
print([name for _, name, _ in pkgutil.walk_packages([here], onerror=print) if not name.startswith('main')])


# Finders and loaders of the program.
class Texts:
    """A finder and loader of modules that are texts."""

    texts = {'spoken': 'VALUE = "spoken"\n', 'spoken_bad': '1 / 0\n'}

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name.startswith('spoken') or name.startswith('tools.spoken'):
            print('  asked for', name, path is not None, target)
        text = name.rpartition('.')[2]
        return importlib.util.spec_from_loader(name, cls, origin='a text') if text in cls.texts else None

    @staticmethod
    def create_module(spec):
        return None

    @classmethod
    def exec_module(cls, module):
        exec(cls.texts[module.__name__.rpartition('.')[2]], module.__dict__)


sys.meta_path.insert(0, Texts)
import spoken

print(spoken.VALUE, spoken.__spec__.origin, spoken.__loader__ is Texts, spoken)
import tools.spoken

print(tools.spoken.VALUE, tools.spoken.__package__)
try:
    import spoken_missing
except ImportError as error:
    print(error, len(traceback.extract_tb(error.__traceback__)))
try:
    import spoken_bad
except ZeroDivisionError as error:
    print(error, [entry.name for entry in traceback.extract_tb(error.__traceback__)])
import colorsys

print(colorsys.__spec__.name, importlib.util.find_spec('spoken_new'))
sys.meta_path.remove(Texts)
attempt('without', importlib.import_module, 'spoken_later')
saved = sys.meta_path[:]
sys.meta_path.clear()
try:
    import quopri
except ImportError as error:
    print(error)
sys.meta_path[:] = saved
import quopri

print(quopri.__name__, [finder.__name__ for finder in sys.meta_path])
