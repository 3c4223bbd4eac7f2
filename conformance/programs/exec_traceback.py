code = compile('''
def f(x):
    return g(x)


def g(x):
    return x.missing


f(1)
''', 'made_up.py', 'exec')
try:
    exec(code, {})
except AttributeError as e:
    t = e.__traceback__
    while t:
        print(t.tb_frame.f_code.co_filename.rpartition('/')[2], t.tb_lineno, t.tb_frame.f_code.co_name)
        t = t.tb_next


def run():
    exec('x = 1\nif x:\n    eval("x + unknown")')


run()
