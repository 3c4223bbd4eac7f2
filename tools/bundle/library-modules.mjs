/** Modules of the standard library whose compiled code is kept, with all that they import: those that programs use most. */
export const MAIN_MODULES = 'collections dataclasses functools json keyword random re typing'.split(' ');

/** And the others that are worth their place on the disk. */
export const ALL_MODULES = [
  ...MAIN_MODULES,
  ...(
    'abc argparse ast asyncio base64 bisect calendar cmath collections.abc colorsys concurrent.futures ' +
    'configparser contextlib contextvars copy copyreg csv dataclasses datetime decimal difflib dis doctest email ' +
    'email.message enum filecmp fileinput fnmatch fractions functools gc getopt getpass gettext glob graphlib ' +
    'gzip hashlib heapq hmac html html.parser http http.client importlib importlib.metadata importlib.resources ' +
    'inspect io ipaddress itertools json keyword linecache locale logging logging.handlers math mimetypes ' +
    'numbers operator optparse os pathlib pdb pickle pkgutil platform plistlib pprint queue quopri random re ' +
    'reprlib runpy sched secrets select selectors shelve shlex shutil signal socket sqlite3 stat statistics ' +
    'string stringprep struct subprocess symtable sysconfig tarfile tempfile test.support textwrap threading ' +
    'time timeit tokenize tomllib trace traceback tracemalloc types typing unittest unittest.mock urllib.parse ' +
    'urllib.request uuid warnings wave weakref xml.etree.ElementTree zipfile zlib zoneinfo'
  ).split(' '),
];
