# versions: 3.13
# Configuration and logging together: ini text with interpolation, dictConfig, formatters, filters, handlers, adapters, levels.
import configparser
import io
import logging
import sys

INI = '''
# settings
[DEFAULT]
root = /srv
name: tool

[paths]
data = %(root)s/data
logs = %(data)s/log
long = one
    two

    three

[server "main"]
port = 8080
debug = yes
ratio = 0.75
empty =
flag
%%percent = 50%%
'''

parser = configparser.ConfigParser(allow_no_value=True)
parser.read_string(INI)
print(parser.sections(), dict(parser['paths']))
print(parser['server "main"'].getint('port') + 1, parser.getboolean('server "main"', 'debug'), parser.getfloat('server "main"', 'ratio'))
print(repr(parser['server "main"']['empty']), parser['server "main"']['flag'], parser['server "main"'].get('none', 'fallback'), 'root' in parser['paths'])
print(parser.get('paths', 'data', raw=True), parser.get('paths', 'data', vars={'root': '/x'}), parser.has_option('paths', 'LOGS'))
for wrong in (lambda: parser['nowhere'], lambda: parser.get('paths', 'missing'), lambda: parser.getint('paths', 'data'), lambda: parser.set('paths', 'bad', '%(nope'),
              lambda: parser.add_section('paths'), lambda: parser.read_string('[a]\n[a]'), lambda: parser.read_string('x = 1'), lambda: parser.read_string('[s]\nk=1\nk=2'),
              lambda: parser.read_dict({'r': {'a': '%(b)s', 'b': '%(a)s'}}) or parser['r']['a'], lambda: parser.getboolean('paths', 'name')):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, str(error).replace('\n', ' / '))
parser.remove_section('r')
parser['new'] = {'a': 1, 'b': 'two\nlines'}
parser.remove_option('server "main"', '%%percent')
out = io.StringIO()
parser.write(out, space_around_delimiters=False)
print(out.getvalue())
extended = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation(), delimiters='=', comment_prefixes=';')
extended.optionxform = str
extended.read_dict({'A': {'Base': 'x$$'}, 'B': {'Full': '${A:Base}/${Own}', 'Own': 'y'}})
print(dict(extended['B']), list(extended), len(extended))


class Important(logging.Filter):
    def filter(self, record):
        record.mark = '!' * (record.levelno // 10)
        return 'secret' not in record.getMessage()


def handler(form, style='%', level=logging.NOTSET, *filters):
    made = logging.StreamHandler(sys.stdout)
    made.setFormatter(logging.Formatter(form, style=style))
    made.setLevel(level)
    for each in filters:
        made.addFilter(each)
    return made


app, db, child = (logging.getLogger(n) for n in ('app', 'app.db', 'app.web.view'))
app.setLevel('DEBUG')
app.addHandler(handler('%(levelname)-8s|%(name)s|%(message)s', '%', logging.INFO))
db.addHandler(handler('{mark:>5} {funcName}:{message}', '{', 0, Important()))
db.propagate = False
db.setLevel(logging.WARNING)
app.debug('too quiet')
app.info('hello %s, %d%%', 'you', 5)
child.warning('from %(who)s', {'who': 'child'})


def query():
    db.error('lost')
    db.critical('the secret is out')
    db.info('below')


query()
app.log(25, 'between'), app.log(logging.ERROR, 'number %r', [1])
print(app.getEffectiveLevel(), child.getEffectiveLevel(), db.isEnabledFor(20), child.parent.name, logging.getLevelName(25), logging.getLevelName('INFO'))
logging.addLevelName(25, 'NOTICE')
app.log(25, 'named')
try:
    {}['key']
except KeyError:
    captured = logging.StreamHandler(stream := io.StringIO())
    captured.setFormatter(logging.Formatter('%(levelname)s %(message)s', datefmt='%Y'))
    app.addHandler(captured)
    app.exception('failed')
    app.removeHandler(captured)
    lines = stream.getvalue().splitlines()
    print(lines[0], lines[1], lines[-1])
adapter = logging.LoggerAdapter(app, {'user': 'ann'})
adapter.process = lambda message, kwargs: (f'[{adapter.extra["user"]}] {message}', kwargs)
adapter.info('adapted')


class Memory(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.kept = []

    def emit(self, record):
        self.kept.append(self.format(record))


app.addHandler(memory := Memory())
app.handlers[0].setLevel(logging.CRITICAL)
app.info('lost'), app.warning('kept'), app.error('kept too')
app.removeHandler(memory)
print(memory.kept)
logging.disable(logging.CRITICAL)
app.critical('silenced')
logging.disable(logging.NOTSET)
app.critical('%d is wrong' % 5)
record = logging.makeLogRecord({'name': 'made', 'msg': 'x=%s', 'args': (3,), 'levelno': 10, 'levelname': 'DEBUG'})
print(record.getMessage(), repr(logging.Formatter('%(name)s').format(record)), record.exc_info, logging.getLogger() is logging.root, logging.root.name)
print(logging.getLogger('app') is app, app, sorted(n for n in logging.Logger.manager.loggerDict if n.startswith('app')))
