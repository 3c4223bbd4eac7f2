"""The names in builtins, the tree of exceptions in its order, and what the module site adds."""
import builtins

print(sorted(vars(builtins)))


def tree(cls, depth):
    print('  ' * depth + cls.__name__)
    for each in cls.__subclasses__():
        if each.__module__ == 'builtins':
            tree(each, depth + 1)


tree(BaseException, 0)
for each in exit, quit, help, license:
    print(each, type(each), type(each).__module__)
print(exit.name, exit.eof)
for call in lambda: exit(x=1), lambda: quit(1, 2), lambda: exit(1, code=2):
    try:
        call()
    except TypeError as error:
        print(error)
def documented(a, *, b=1):
    "What it is for."


help(documented)
for call in (lambda: exit(3), lambda: quit(code='why'), lambda: exit()):
    try:
        call()
    except SystemExit as error:
        print(repr(error.code))
print(__import__('sys').stdin.closed)
