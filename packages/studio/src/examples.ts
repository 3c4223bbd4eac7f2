/** Programs to begin with. Titles and what they show are in `texts.ts`, under the same name. */
export interface Example {
  readonly name: string;
  readonly source: string;
  /** The object that is chosen first: NAME@LINE, or NAME@LINE#RUN. */
  readonly place: string;
  /** The line before which the page stands first; the program's end without. */
  readonly line?: number;
  /** The collection at whose beginning the page stands first. */
  readonly collection?: number;
  readonly profile?: string;
  readonly thresholds?: readonly [number, number, number];
  /** The view that shows it best. */
  readonly view?: 'objects' | 'generations' | 'memory' | 'time';
}

export const EXAMPLES: readonly Example[] = [
  {
    name: 'counts',
    place: 'a@9',
    source: `import sys
a = 'hello'
print(f'count {sys.getrefcount(a)}')
b = a
print(f'count {sys.getrefcount(a)}')
c = b
print(f'count {sys.getrefcount(a)}')
b = 0
print(f'count {sys.getrefcount(a)}')
`,
  },
  {
    name: 'self-cycle',
    place: 'snake@5',
    line: 8,
    source: `import gc
gc.disable()

snake = []
snake.append(snake)
del snake
# Nothing reaches the list, and its count is 1.
print('found', gc.collect())
print('now it is gone')
`,
  },
  {
    name: 'parent-and-child',
    place: 'mother@14',
    line: 16,
    source: `import gc

class Person:
    def __init__(self, name):
        self.name = name
        self.parent = None
        self.children = []

    def adopt(self, child):
        self.children.append(child)
        child.parent = self

mother = Person('Ada')
mother.adopt(Person('Bo'))
del mother
print('collected', gc.collect())
`,
  },
  {
    name: 'exception-and-frame',
    place: 'keep@12',
    line: 12,
    source: `def work():
    data = list(range(5))
    raise ValueError('no')

def attempt():
    try:
        work()
    except ValueError as error:
        return error

keep = attempt()
print(keep.__traceback__.tb_next.tb_frame.f_locals)
keep.__traceback__ = None
print('the frames are gone, and their lists')
`,
  },
  {
    name: 'closure-cycle',
    place: 'keep@10',
    line: 11,
    source: `import gc

def make_counter():
    total = [0]
    def step():
        total[0] += 1
        return step
    return step

keep = make_counter()
print(keep() is keep)
del keep
print('collected', gc.collect())
`,
  },
  {
    name: 'leaking-cache',
    place: 'cache@14',
    view: 'time',
    source: `class Page:
    def __init__(self, number):
        self.number = number
        self.text = 'x' * 200

cache = {}

def load(number):
    if number not in cache:
        cache[number] = Page(number)
    return cache[number]

for number in range(40):
    load(number)
print(len(cache), 'pages, and nobody wants them')
cache.clear()
print('empty again')
`,
  },
  {
    name: 'resurrection',
    place: 'bird@9',
    line: 12,
    source: `import gc

class Phoenix:
    def __del__(self):
        print('__del__ runs')
        nest.append(self)

nest = []
bird = Phoenix()
bird.itself = bird
del bird
print('collected', gc.collect())
print('in the nest:', len(nest))
nest.clear()
# Its finalizer has run, and does not run again.
print('collected', gc.collect())
`,
  },
  {
    name: 'generations',
    place: 'kept@12#4',
    collection: 2,
    profile: '3.11',
    view: 'generations',
    source: `import gc

class Word:
    def __init__(self, text):
        self.text = text

gc.collect()
gc.set_threshold(3, 2, 2)

kept = []
for text in ['hi', 'how', 'are', 'you', 'all', 'of', 'them']:
    kept.append(Word(text))
gc.disable()
print(gc.get_stats()[0]['collections'], 'collections of generation 0')
`,
  },
  {
    name: 'memory',
    place: 'kept@7',
    view: 'memory',
    source: `class Item:
    def __init__(self, number):
        self.number = number

items = [Item(number) for number in range(600)]
# Every tenth stays, and so does the pool it lies in.
kept = items[::10]
items.clear()
print(len(kept), 'of 600 hold the pools')
kept.clear()
print('the pools are free')
`,
  },
];
