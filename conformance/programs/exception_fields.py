# Fields of exceptions: what constructors take, what a second __init__ leaves, states and tracebacks that are none.


def show(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)


def fields(error):
    return error.msg, error.filename, error.lineno, error.offset, error.text, error.end_lineno, error.end_offset


for details in (('f', 1, 2), (1, 2, 3, 4, 5, 6, 7), ('f', 1, 2, 't', 1), ('f', 1, 2, 't', 3, 4), ('f', 1, 2, 't'),
                ['f', 1, 2, 't'], 5, 'abcd', None, iter(['f', 1, 2, 't'])):
    show(lambda: fields(SyntaxError('message', details)))
show(lambda: fields(SyntaxError('a', 'b', 'c')))
show(lambda: fields(SyntaxError()))

for state in 42, None, {'word': 1}, [], 'text':
    error = ValueError(1)
    show(lambda: error.__setstate__(state))
    print(error.__dict__)
for traceback in 5, None, 'text':
    show(lambda: repr(ValueError(2).with_traceback(traceback)))

error = ImportError('text', name='name', path='path')
print(error.msg, error.name, error.path, error.args)
error.__init__()
print(error.msg, error.name, error.path, error.args)
print(ImportError('a', 'b').msg, ImportError('a', 'b').args, str(ImportError('a', 'b')))
error = StopIteration(1)
error.__init__()
print(error.value)
error = NameError('text', name='name')
error.__init__('other')
print(error.name, error.args)
error = AttributeError('text', name='name', obj=3)
error.__init__('other', name='second')
print(error.name, error.obj, error.args)
