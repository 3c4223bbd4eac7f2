# Every name, every container, every argument is a reference, and each one counts.
#   npx uroboros run examples/reference_counts.py
import sys

a = 'hello'
print(f'count {sys.getrefcount(a)}')
b = a
print(f'count {sys.getrefcount(a)}')
c = b
print(f'count {sys.getrefcount(a)}')
b = 0
print(f'count {sys.getrefcount(a)}')
