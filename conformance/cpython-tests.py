"""Runs test modules of CPython's library with unittest and says what came of each test, one line of JSON at a time."""

import sys

folder, name, report = sys.argv[1:4]
sys.path.append(folder)
sys.argv = ['python']

import json
import unittest

out = open(report, 'w')


def tell(**fields):
    out.write(json.dumps(fields) + '\n')
    out.flush()


def describe(error):
    try:
        return f'{error[0].__name__}: {error[1]}'
    except Exception:
        return error[0].__name__


class Result(unittest.TestResult):
    def startTest(self, test):
        super().startTest(test)
        tell(event='start', test=test.id())

    def told(self, outcome, test, error=None):
        text = '' if error is None else describe(error)
        tell(event='end', test=test.id(), outcome=outcome, error=text)

    def addSuccess(self, test):
        self.told('passed', test)

    def addExpectedFailure(self, test, error):
        self.told('passed', test)

    def addUnexpectedSuccess(self, test):
        self.told('failed', test)

    def addFailure(self, test, error):
        self.told('failed', test, error)

    def addError(self, test, error):
        self.told('errors', test, error)

    def addSkip(self, test, reason):
        self.told('skipped', test)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            kind = 'failed' if issubclass(error[0], test.failureException) else 'errors'
            tell(event='subtest', test=test.id(), outcome=kind, error=describe(error))


module = __import__('test.' + name, fromlist=['*'])
suite = unittest.defaultTestLoader.loadTestsFromModule(module)
suite.run(Result())
tell(event='done')
