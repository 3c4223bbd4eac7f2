# versions: 3.13
# Files of a project in a temporary directory: pathlib, tempfile, shutil, glob, fnmatch, os.walk; no name of it is printed.
import fnmatch
import glob
import os
import pathlib
import shutil
import tempfile
from pathlib import Path, PurePosixPath, PureWindowsPath

with tempfile.TemporaryDirectory(prefix='uroboros_') as name:
    root = Path(name)
    print(root.is_dir(), root.name.startswith('uroboros_'), root.exists())
    for path, text in {'README.md': '# Hi\n', 'src/main.py': 'import sys\nprint(1)\n', 'src/pkg/__init__.py': '', 'src/pkg/a.py': 'A = "ä"\n' * 3, 'docs/index.rst': 'x', 'src/data.bin': ''}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        print(path, target.write_text(text, encoding='utf-8'))
    (root / 'src' / 'data.bin').write_bytes(bytes(range(256)))
    rel = lambda p: p.relative_to(root).as_posix()
    print(sorted(map(rel, root.rglob('*.py'))), sorted(map(rel, root.glob('*/*.*'))), sorted(rel(p) for p in root.iterdir() if p.is_dir()))
    print([(rel(p), p.stat().st_size) for p in sorted(root.rglob('*')) if p.is_file()])
    main = root / 'src/main.py'
    print(main.read_text().splitlines(), main.suffix, main.stem, main.with_suffix('.txt').name, main.with_name('other').name, main.parent.name, [p.name for p in main.parents][:1])
    with main.open('a') as f:
        f.write('print(2)\n')
    print(main.read_bytes()[-9:], len((root / 'src/data.bin').read_bytes()), (root / 'src/pkg/a.py').read_text(encoding='utf-8').count('ä'))
    renamed = main.rename(root / 'src/start.py')
    print(main.exists(), renamed.exists(), renamed.name, (root / 'nothing').exists(), (root / 'src').samefile(root / 'docs/../src'))
    for wrong in (lambda: main.read_text(), lambda: (root / 'src').mkdir(), lambda: (root / 'src').rmdir(), lambda: main.unlink(), lambda: (root / 'src').read_text(),
                  lambda: (root / 'x/y').mkdir(), lambda: root.relative_to('/nowhere'), lambda: (root / 'README.md' / 'x').read_text()):
        try:
            print(wrong())
        except OSError as error:
            print(type(error).__name__, error.errno, error.strerror, os.path.basename(error.filename))
        except ValueError as error:
            print('ValueError', str(error)[-40:].split(' ', 2)[-1][:30])
    main.unlink(missing_ok=True)
    for folder, folders, files in sorted(os.walk(root)):
        print(os.path.relpath(folder, root), sorted(folders), sorted(files))
    shutil.copytree(root / 'src', root / 'copy', ignore=shutil.ignore_patterns('*.bin'))
    print(sorted(rel(p) for p in (root / 'copy').rglob('*')), shutil.copy(root / 'README.md', root / 'docs').split('/')[-2:])
    shutil.move(str(root / 'copy'), str(root / 'moved'))
    shutil.rmtree(root / 'moved' / 'pkg')
    print(sorted(os.listdir(root / 'moved')), sorted(os.path.basename(p) for p in glob.glob(str(root / '**/*.py'), recursive=True)), glob.glob('*.md', root_dir=root))
    with os.scandir(root) as entries:
        print(sorted((e.name, e.is_file()) for e in entries))
    os.chdir(root)
    print(Path('README.md').resolve() == (root / 'README.md').resolve(), Path.cwd() == root.resolve(), Path('src/../docs').exists())
    os.chdir('/')
    with tempfile.NamedTemporaryFile('w+', dir=root, suffix='.tmp', delete=False) as f:
        f.write('temporary\n')
        f.seek(0)
        print(f.read(), os.path.basename(f.name)[-4:], Path(f.name).exists())
    print(Path(f.name).exists(), f.closed)
    with tempfile.NamedTemporaryFile(dir=root) as g:
        inside = Path(g.name)
        print(inside.exists())
    print(inside.exists())
    with tempfile.TemporaryFile(dir=root) as h:
        h.write(b'abc')
        print(h.seek(0), h.read())
    with tempfile.SpooledTemporaryFile(max_size=5, mode='w+') as s:
        s.write('four')
        print(s._rolled, end=' ')
        s.write('more')
        s.seek(0)
        print(s._rolled, s.read())
    handle, low = tempfile.mkstemp(dir=root)
    os.write(handle, b'raw')
    os.close(handle)
    print(os.path.getsize(low))
print(root.exists())
p = PurePosixPath('/usr/lib/../lib//python3.13/./os.tar.gz')
print(p, p.parts, p.suffixes, p.anchor, p.is_absolute(), p.match('*.gz'), p.parent.parent, p.is_relative_to('/usr'), p.relative_to('/usr/lib'), repr(p / '/etc' / 'x'), p.name, PurePosixPath('a') / 'b' > PurePosixPath('a'))
print(PurePosixPath(''), PurePosixPath('a/b/').name, PurePosixPath('..').name, PurePosixPath('.hidden').suffix, PurePosixPath('a.').suffix, PurePosixPath('a/b') == PurePosixPath('a', 'b'), hash(PurePosixPath('x')) == hash(PurePosixPath('./x')), 'q' / PurePosixPath('r'))
w = PureWindowsPath(r'C:\Users\me/file.TXT')
print(w, w.drive, w.root, w.parts, w.as_posix(), w == PureWindowsPath('c:/users/ME/FILE.txt'), w.match('*.txt'), PureWindowsPath('//host/share/x').anchor, w.with_suffix('.md'), PureWindowsPath('a') / 'C:b')
for wrong in (lambda: p.with_name(''), lambda: p.with_suffix('x'), lambda: PurePosixPath('/').with_name('x'), lambda: p.relative_to('/bin'), lambda: PurePosixPath(3), lambda: p / 3):
    try:
        print(wrong())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, str(error)[:40])
print(fnmatch.filter(['a.py', 'b.PY', 'c.txt', '[x].py'], '[!b]*.py'), fnmatch.fnmatchcase('x[1]', 'x[[]?]'), fnmatch.translate('a?[b-d]*'), os.path.commonpath(['/a/b/c', '/a/b/d']), os.path.commonprefix(['abc', 'abd']))
print(os.path.join('a', '/b', 'c'), os.path.normpath('a/./b/../../c//d'), os.path.splitext('a/b.tar.gz'), os.path.split('/x/y/'), os.path.relpath('/a/b', '/a/c/d'), os.path.expandvars('$NOT_THERE_AT_ALL/x'), os.path.isabs('x'), pathlib.Path('~').name)
