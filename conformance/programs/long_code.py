# Code so long that it is compiled in pieces: jumps out of them, errors in them, values that wait around them.
import sys


def run(text, **names):
    try:
        exec(compile(text, 'long', 'exec'), names)
    except BaseException as error:
        where = error.__traceback__
        while where.tb_next:
            where = where.tb_next
        print(type(error).__name__, str(error)[:80], where.tb_lineno)
    return names


def lines(indent, count, text):
    return ''.join(' ' * indent + text.format(i=i) + '\n' for i in range(count))


N = 600
print(run(lines(0, N, 'a{i} = f({i}, [x]) + 1'), f=lambda a, b: a * 2, x=0)['a599'])
print(run('class C:\n' + lines(1, N, 'a{i} = {i} + x.real'), x=3)['C'].a599)
print(run('def f(x):\n' + lines(1, N, 'a{i} = x + {i} * 2') + ' return a7 + a599\n')['f'](1))
print(run('def f(x):\n' + lines(1, N, 'if x == {i}: return "at {i}"') + ' return "none"\n')['f'](550))
print(run(lines(0, N, 'a{i} = {i} // (575 - {i})')).get('a1149'))
print(run('if x:\n' + lines(1, N, 'y = x.real + {i}') + 'else: y = 5\n', x=1)['y'])

jumps = 'r = []\nfor q in range(4):\n try:\n' + lines(2, N, 'if q == 0 and {i} == 550: continue') + lines(
    2, N, 'if q == 2 and {i} == 30: break') + '  r.append(q)\n finally:\n  r.append(-q)\nelse: r.append("all")\n'
print(run(jumps)['r'])
print(run('def f(n):\n r = []\n while True:\n  n -= 1\n  try:\n' + lines(3, N, 'if n == 0 and {i} == 500: return r') +
          '   if n % 2: raise KeyError(n)\n   r.append(n)\n  except KeyError as e:\n   r.append(str(e))\n' +
          lines(3, N, 'r[0] += 0 * {i}') + '  finally: r.append("f")\n')['f'](5))
print(run('def f(r=[]):\n try:\n' + lines(2, N, 'r.append({i} // (500 - {i}))') +
          ' except ZeroDivisionError as e:\n  return len(r), e.__traceback__.tb_lineno\n')['f']())

print(sum(run('x = [' + ', '.join(f'a + {i}' for i in range(3 * N)) + ']', a=1)['x']))
print(len(run('x = {' + ', '.join(f'a + {i}: [b, {i}]' for i in range(3 * N)) + '}', a=1, b='b')['x']))
print(len(run('x = {' + ', '.join(f'a + {i % 9}' for i in range(3 * N)) + '}', a=1)['x']))
print(len(run('x = ' + ', '.join(f'a + {i}' for i in range(3 * N)), a=1)['x']))
print(run('x = f(7, ' + ', '.join(f'a + {i}' for i in range(3 * N)) + ', k=a)', a=1, f=lambda *a, k: (len(a), k))['x'])
print(run('x = f(7, [' + ', '.join(f'a / {1000 - i}' for i in range(3 * N)) + '])', a=1, f=print).get('x'))
print(len(run('x = f"' + ''.join('{a + %d}, ' % i for i in range(2 * N)) + '"', a=1)['x']))
print(run('x = ' + ' and '.join(f'a + {i}' for i in range(3 * N)), a=1)['x'])
print(run('x = ' + ' or '.join(f'a - {i}' for i in range(3 * N)), a=0)['x'])
print(run('x = ' + ' and '.join(f'a - {i}' for i in range(3 * N)), a=1000)['x'])
print(run('if ' + ' or '.join(f'a == {i}' for i in range(3 * N)) + ': x = 1\nelse: x = 2', a=1750)['x'])
print(run('x = ' + ' < '.join(f'a + {i}' for i in range(N)), a=1750)['x'])
print(run('x = ' + ' + '.join(f'a * {i}' for i in range(2 * N)), a=2)['x'])
elifs = ''.join(f'elif a == {i}: x = {i}\n' for i in range(N))
print(run('if a < 0: pass\n' + elifs + 'else: x = "none"', a=550)['x'], run('if a < 0: pass\n' + elifs + 'else: x = "none"', a=N)['x'])
cases = ''.join(f' case ({i}, y) if y > 1: x = {i} + y\n' for i in range(N))
print(run('match a:\n' + cases, a=(550, 3))['x'], run('x = 0\nmatch a:\n' + cases + ' case _: x = "none"\n', a=(7, 0))['x'])
print(run(''.join(f'name_{i} = "text {i}"\n' for i in range(2 * N)))['name_1199'])
print(sorted(run(''.join(f'def f{i}(a, b={i}): return a + b\n' for i in range(N)) + 'x = f550(1), f3(4)\n')['x']))
print(sys.getsizeof(run('x = [' + 'a, ' * 30 + ']', a=1)['x']), sys.getsizeof(run('x = [' + 'a, ' * 31 + ']', a=1)['x']),
      sys.getsizeof(run('x = [' + 'a, ' * 100 + ']', a=1)['x']), sys.getsizeof(run('x = {' + 'a, ' * 31 + '}', a=1)['x']))


def count(*arguments):
    return len(arguments), sys.getrefcount(arguments[0])


thing = object()
print(count(*[thing] * 31), eval('count(' + 'thing, ' * 31 + ')'), eval('count(' + 'thing, ' * 5 + ')'))

# What is nested too deeply.
for text in ('a' + '.b' * 20000, 'a' + '()' * 20000, '+'.join(['a'] * 20000), '(' * 300 + ')' * 300, '-' * 20000 + '1',
             'a' + '[0]' * 20000, '*'.join(['1'] * 20000), 'lambda:' * 5000 + '1', 'not ' * 20000 + '1'):
    try:
        compile(text, 'deep', 'eval')
        print('compiled')
    except (RecursionError, SyntaxError) as error:
        print(type(error).__name__, error)
    except MemoryError as error:
        print('MemoryError')
