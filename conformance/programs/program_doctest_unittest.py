# versions: 3.13
# A module with doctests, and a suite of unittest: results by a runner that writes into a StringIO; times are cut out.
import doctest
import io
import re
import sys
import unittest


def median(numbers):
    """The middle one.

    >>> median([3, 1, 2])
    2
    >>> median([4, 1, 3, 2])
    2.5
    >>> median([])
    Traceback (most recent call last):
        ...
    ValueError: no numbers
    >>> [n for n in range(30)]  # doctest: +ELLIPSIS
    [0, 1, ..., 28, 29]
    >>> print('a\\n\\nb')
    a
    <BLANKLINE>
    b
    """
    if not numbers:
        raise ValueError('no numbers')
    numbers = sorted(numbers)
    n = len(numbers)
    return numbers[n // 2] if n % 2 else (numbers[n // 2 - 1] + numbers[n // 2]) / 2


def wrong():
    """
    >>> 1 + 1
    3
    >>> print('x' * 3)
    xxx
    >>> {}['k']
    0
    """


runner = doctest.DocTestRunner(verbose=False)
finder = doctest.DocTestFinder()
for function in median, wrong:
    for test in finder.find(function, function.__name__, globs={'median': median}):
        out = io.StringIO()
        print(runner.run(test, out=out.write))
        text = re.sub(r'File ".*", line (\d+)', r'File, line \1', out.getvalue())
        print('\n'.join(line for line in text.split('\n') if not line.startswith('      ')))
print(doctest.script_from_examples('text\n>>> 1 + 1\n2\n'))


class Stack:
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)

    def pop(self):
        if not self.items:
            raise IndexError('pop from empty stack')
        return self.items.pop()


class StackTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.order = []

    def setUp(self):
        self.stack = Stack()
        self.order.append(self._testMethodName)
        self.addCleanup(self.order.append, 'cleaned')

    def test_push_pop(self):
        self.stack.push(1)
        self.assertEqual(self.stack.pop(), 1)

    def test_empty(self):
        with self.assertRaisesRegex(IndexError, 'empty') as caught:
            self.stack.pop()
        self.assertIn('stack', str(caught.exception))

    def test_fails(self):
        self.assertEqual([1, 2, 3], [1, 2, 4], 'lists')

    def test_fails_dict(self):
        self.assertDictEqual({'a': 1, 'b': [1, 2]}, {'a': 1, 'b': [1, 3]})

    def test_fails_text(self):
        self.assertMultiLineEqual('one\ntwo\n', 'one\nTWO\n')

    def test_error(self):
        self.stack.nothing()

    @unittest.skip('not now')
    def test_skipped(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.assertTrue(0)

    def test_sub(self):
        for i in range(4):
            with self.subTest(i=i):
                self.assertNotEqual(i % 2, 1)

    def test_many(self):
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        self.assertCountEqual([1, 2, 2], [2, 1, 2])
        self.assertIsInstance(3, int)
        self.assertGreater(3, 2)
        self.assertRegex('abc', 'b.')
        self.assertIsNone(None)
        with self.assertRaises(ValueError):
            int('x')
        with self.assertWarns(DeprecationWarning):
            import warnings
            warnings.warn('old', DeprecationWarning)


suite = unittest.defaultTestLoader.loadTestsFromTestCase(StackTest)
out = io.StringIO()
result = unittest.TextTestRunner(out, verbosity=2).run(suite)
text = re.sub(r'in \d+\.\d+s', 'in TIME', out.getvalue())
text = re.sub(r'File ".*[/\\](.*)", line', r'File "\1", line', text)
print(text)
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), result.wasSuccessful())
print(StackTest.order[:4])


class Assertions(unittest.TestCase):
    def runTest(self):
        for check in (lambda: self.assertIn(1, [2]), lambda: self.assertIs([], []), lambda: self.assertLess(2, 1), lambda: self.assertTrue(''),
                      lambda: self.assertIsNotNone(None), lambda: self.assertSetEqual({1, 2}, {2, 3}), lambda: self.assertTupleEqual((1,), (1, 2)),
                      lambda: self.assertRaises(KeyError, lambda: 1), lambda: self.assertAlmostEqual(1, 1.1), lambda: self.fail('by hand'),
                      lambda: self.assertEqual('abc', 'abd'), lambda: self.assertNotIn('a', 'abc'), lambda: self.assertRegex('abc', 'x')):
            try:
                check()
            except self.failureException as error:
                print(error)


Assertions().debug()
sys.stdout.flush()
