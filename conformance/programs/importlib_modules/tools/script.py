import sys

print('script', __name__, __package__, repr(__spec__ and __spec__.name), sys.argv[0].rpartition('/')[2])
answer = seed * 2 if 'seed' in globals() else None
