# versions: 3.13
def attempt(what, source):
    try:
        compile(source, 'deep', 'exec')
    except SyntaxError as error:
        print(what, error.msg, error.lineno, error.offset)
    else:
        print(what, 'compiled')
def nest(open_, close, inner, n):
    pad = lambda k, text: ''.join(' ' * k + l + '\n' for l in text)
    s = ''.join(pad(k, open_) for k in range(n)) + ' ' * n + inner + '\n'
    return s + ''.join(pad(k, close) for k in reversed(range(n)))
for n in range(5, 23):
    attempt(('except', n), nest(['try: pass', 'except:'], [], 'pass', n))
    attempt(('except as', n), nest(['try: pass', 'except E as e:'], [], 'pass', n))
    attempt(('try body', n), nest(['try:'], ['except: pass'], 'pass', n))
    attempt(('try finally except', n), nest(['try:'], ['except: pass', 'finally: pass'], 'pass', n))
    attempt(('finally', n), nest(['try: pass', 'finally:'], [], 'pass', n))
    attempt(('else', n), nest(['try: pass', 'except: pass', 'else:'], ['finally: pass'], 'pass', n))
    attempt(('with2', n), nest(['with a, b:'], [], 'pass', n))
    attempt(('except*', n), nest(['try: pass', 'except* E:'], [], 'pass', n))
    attempt(('for else', n), nest(['for x in y: pass', 'else:'], [], 'pass', n))
    attempt(('handler in finally try', n), nest(['try: pass', 'except:'], ['finally: pass'], 'pass', n))
