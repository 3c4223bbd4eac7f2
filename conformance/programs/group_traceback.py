def leaf(n):
    raise ValueError(f'leaf {n}')


def collect():
    errors = []
    for n in range(2):
        try:
            leaf(n)
        except ValueError as e:
            if n:
                e.add_note('second\nin two lines')
            errors.append(e)
    try:
        try:
            raise KeyError('before')
        except KeyError:
            raise TypeError('after')
    except TypeError as t:
        errors.append(t)
    errors.append(ExceptionGroup('inner', [OSError('o'), ExceptionGroup('innermost', [IndexError()])]))
    return ExceptionGroup('several', errors)


def main():
    try:
        raise collect()
    except* OSError:
        raise RuntimeError('while handling')


try:
    main()
except ExceptionGroup as g:
    g.add_note('note of the group')
    raise LookupError('at last') from g
