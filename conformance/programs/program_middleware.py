# A request pipeline: middleware as an onion, generators as middleware, context variables per request, error translation, routing by patterns, streaming bodies, exactly-once cleanup in every outcome.
import contextlib
import contextvars
import functools
import inspect
import re
from types import SimpleNamespace

request_id = contextvars.ContextVar('request_id', default='none')
user = contextvars.ContextVar('user')
log = []


class HttpError(Exception):
    status = 500

    def __init_subclass__(cls, status, **rest):
        super().__init_subclass__(**rest)
        cls.status = status


class NotFound(HttpError, status=404):
    pass


class Forbidden(HttpError, status=403):
    pass


class Router:
    kinds = {'int': (r'-?\d+', int), 'str': ('[^/]+', str), 'path': ('.+', str)}

    def __init__(self):
        self.routes = []

    def route(self, pattern, *methods):
        parts, kinds = [], {}
        for literal, name, kind in re.findall(r'([^<]+)|<(?:(\w+)(?::(\w+))?)>', pattern):
            if literal:
                parts.append(re.escape(literal))
            else:
                expression, kinds[name] = self.kinds[kind or 'str']
                parts.append(f'(?P<{name}>{expression})')
        compiled = re.compile(''.join(parts))

        def register(handler):
            wanted = set(inspect.signature(handler).parameters) - {'request'}
            if missing := wanted ^ kinds.keys():
                raise TypeError(f'{handler.__name__}: {sorted(missing)} do not fit {pattern}')
            self.routes.append((compiled, frozenset(methods or ('GET',)), kinds, handler))
            return handler

        return register

    def __call__(self, request):
        allowed = set()
        for pattern, methods, kinds, handler in self.routes:
            if match := pattern.fullmatch(request.path):
                if request.method in methods:
                    return handler(request, **{name: kinds[name](text) for name, text in match.groupdict().items()})
                allowed |= methods
        if allowed:
            error = HttpError(f'use {", ".join(sorted(allowed))}')
            error.status = 405
            raise error
        raise NotFound(request.path)


def onion(core, *layers):
    return functools.reduce(lambda inner, layer: functools.wraps(inner, assigned=(), updated=())(lambda request: layer(request, inner)), reversed(layers), core)


def logging(request, inner):
    log.append(f'> {request.method} {request.path}')
    try:
        response = inner(request)
        log.append(f'< {response.status}')
        return response
    except BaseException as error:
        log.append(f'! {type(error).__name__}')
        raise


def errors(request, inner):
    try:
        return inner(request)
    except HttpError as error:
        return SimpleNamespace(status=error.status, body=[str(error)])
    except Exception as error:
        cause = error.__cause__ or error.__context__
        return SimpleNamespace(status=500, body=[f'{type(error).__name__}: {error}' + (f' because of {cause!r}' if cause else '')])


def by_generator(function):
    """A middleware written as a generator: it yields the request, gets the response or the error, and may return another one."""
    @functools.wraps(function)
    def layer(request, inner):
        steps = function(request)
        try:
            request = next(steps) or request
        except StopIteration as stop:
            return stop.value
        try:
            response = inner(request)
        except Exception as error:
            try:
                steps.throw(error)
            except StopIteration as stop:
                return stop.value
        else:
            try:
                steps.send(response)
            except StopIteration as stop:
                return stop.value or response
        steps.close()
        raise RuntimeError(f'{function.__name__} yielded twice')

    return layer


@by_generator
def identity(request):
    token = request_id.set(request.headers.get('id', f'made-{len(log)}'))
    log.append(f'id {request_id.get()}')
    try:
        yield
    finally:
        log.append(f'id back from {request_id.get()}')
        request_id.reset(token)


@by_generator
def auth(request):
    name = request.headers.get('user')
    if name == 'banned':
        return SimpleNamespace(status=401, body=['go away'])
    context_token = user.set(name)
    try:
        response = yield
        if response.status == 200:
            response.body = [*response.body, f' for {name}']
    except Forbidden as error:
        raise Forbidden(f'{name}: {error}') from error
    except KeyError as error:
        return SimpleNamespace(status=400, body=[f'missing {error}'])
    finally:
        user.reset(context_token)


@by_generator
def greedy(request):
    yield
    if request.path == '/twice':
        yield


router = Router()


def respond(*body, status=200):
    return SimpleNamespace(status=status, body=list(body))


@router.route('/')
def index(request):
    return respond('index ', request_id.get())


@router.route('/users/<id:int>', 'GET', 'DELETE')
def show(request, id):
    if request.method == 'DELETE':
        raise Forbidden(f'may not delete {id + 0}')
    return respond(f'user {id}')


@router.route('/files/<name:path>.<ext>')
def files(request, name, ext):
    return respond(name, ' | ', ext)


@router.route('/query')
def query(request):
    return respond(request.query['q'])


@router.route('/crash')
def crash(request):
    try:
        [][0]
    except IndexError:
        raise ZeroDivisionError('in handler')


@router.route('/twice')
def twice(request):
    return respond('twice')


@router.route('/exit')
def leave(request):
    raise SystemExit(3)


@router.route('/stream/<n:int>')
def stream(request, n):
    @contextlib.contextmanager
    def resource():
        log.append('resource opened')
        try:
            yield range(n)
        finally:
            log.append('resource closed')

    def chunks():
        with resource() as numbers:
            for i in numbers:
                yield f'{request_id.get()}:{i};'

    return respond(*chunks()) if n < 3 else SimpleNamespace(status=206, body=chunks())


app = onion(router, logging, errors, identity, auth, greedy)


def ask(method, path, query=None, **headers):
    context = contextvars.copy_context()
    request = SimpleNamespace(method=method, path=path, query=query or {}, headers=headers)
    try:
        response = context.run(app, request)
        parts = []
        for part in response.body:
            parts.append(part)
            if len(parts) == 4:
                break
        if hasattr(response.body, 'close'):
            response.body.close()
        print(method, path, response.status, ''.join(parts))
    except BaseException as error:
        print(method, path, 'raised', repr(error))
    print('   ', *log, sep=' ; ')
    log.clear()


ask('GET', '/', id='r1', user='ann')
ask('GET', '/users/12', user='bob')
ask('GET', '/users/-3', id='neg')
ask('DELETE', '/users/12', user='bob')
ask('POST', '/users/12')
ask('GET', '/users/x')
ask('GET', '/files/a/b.c.txt')
ask('GET', '/query', {'q': 'found'})
ask('GET', '/query', user='cid')
ask('GET', '/crash')
ask('GET', '/', user='banned')
ask('GET', '/twice')
ask('GET', '/exit')
ask('GET', '/stream/2', id='s')
ask('GET', '/stream/9', id='s9')
print(request_id.get(), user.get('nobody'), len(contextvars.copy_context()), NotFound.status, HttpError.status)
for pattern, handler in (('/<a:int>', lambda request: 0), ('/<a>', lambda request, b: 0), ('/<a:nope>', lambda request, a: 0), ('/(', lambda request: 0)):
    try:
        router.route(pattern)(handler)
        print(pattern, 'registered', router.routes[-1][0].pattern)
    except Exception as error:
        print(pattern, type(error).__name__, error)
try:
    class NoStatus(HttpError):
        pass
except TypeError as error:
    print(str(error).split('.')[-1])
