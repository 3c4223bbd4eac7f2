# A bank: accounts with properties, interest, transfers that are undone, statements in columns.
from collections import defaultdict
from decimal import ROUND_HALF_EVEN, Decimal
from functools import total_ordering

CENT = Decimal('0.01')


class BankError(Exception):
    pass


class InsufficientFunds(BankError):
    def __init__(self, account, amount):
        self.account, self.amount = account, amount
        super().__init__(f'{account.owner} has {account.balance}, not {amount}')

    @property
    def missing(self):
        return self.amount - self.account.balance


@total_ordering
class Account:
    _next_number = 1000
    registry = {}

    def __init__(self, owner, balance='0'):
        cls = type(self)
        self.number, Account._next_number = Account._next_number, Account._next_number + 1
        self.owner = owner
        self._balance = Decimal(balance)
        self.history = [('open', self._balance)]
        cls.registry[self.number] = self

    @property
    def balance(self):
        return self._balance.quantize(CENT, ROUND_HALF_EVEN)

    @balance.setter
    def balance(self, value):
        raise AttributeError('use deposit() and withdraw()')

    def deposit(self, amount):
        amount = Decimal(amount)
        if amount <= 0:
            raise ValueError(f'cannot deposit {amount}')
        self._balance += amount
        self.history.append(('deposit', amount))
        return self

    def withdraw(self, amount):
        amount = Decimal(amount)
        if amount > self._balance + self.overdraft:
            raise InsufficientFunds(self, amount)
        self._balance -= amount
        self.history.append(('withdraw', -amount))
        return self

    overdraft = 0

    def __eq__(self, other):
        return self._balance == other._balance if isinstance(other, Account) else NotImplemented

    def __lt__(self, other):
        return self._balance < other._balance if isinstance(other, Account) else NotImplemented

    __hash__ = object.__hash__

    def __str__(self):
        return f'{type(self).__name__} {self.number} of {self.owner:<8}{self.balance:>12,}'


class Savings(Account):
    rate = Decimal('0.0125')

    def month(self):
        interest = self._balance * self.rate / 12
        self.deposit(interest)
        return interest


class Credit(Account):
    overdraft = Decimal(500)


class Transaction:
    """Moves money, and puts everything back if something fails."""

    def __init__(self, *accounts):
        self.accounts = accounts

    def __enter__(self):
        self.saved = [(a, a._balance, len(a.history)) for a in self.accounts]
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            return False
        for account, balance, length in self.saved:
            account._balance = balance
            del account.history[length:]
        print(f'  rolled back: {kind.__name__}: {error}')
        return issubclass(kind, BankError)


ann, bob, cid = Savings('Ann', '1234.567'), Account('Bob'), Credit('Cid', 100)
for account in Account.registry.values():
    print(account)
bob.deposit(50).deposit('0.105').withdraw(20)
print(bob.balance, bob._balance, bob.history)
for amount in '1000', '300', '299.99':
    with Transaction(ann, cid) as t:
        ann.deposit(amount)
        cid.withdraw(amount)
        cid.withdraw(amount)
    print(f'{amount:>8} {ann.balance} {cid.balance} {len(ann.history)} {len(cid.history)}')
try:
    with Transaction(bob):
        bob.deposit(1)
        bob.deposit(-5)
except ValueError as error:
    print('outside:', error, bob.balance)
try:
    bob.withdraw(Decimal('99.99'))
except InsufficientFunds as error:
    print(error, '| missing', error.missing, '|', isinstance(error, BankError), error.args)
try:
    bob.balance = 1_000_000
except AttributeError as error:
    print(error)
print([f'{ann.month():.6f}' for _ in range(3)], ann.balance)
print(sorted([ann, bob, cid], reverse=True)[0].owner, max(bob, cid).owner, bob >= cid, bob == 'x', bob != bob)
try:
    bob < 3
except TypeError as error:
    print(error)
totals = defaultdict(Decimal)
for account in Account.registry.values():
    for kind, amount in account.history:
        totals[kind] += amount
for kind, total in sorted(totals.items()):
    print(f'{kind:-<12}{total:->+14.3f}')
print(sum((a.balance for a in (ann, bob, cid)), Decimal()), {a: a.owner for a in (ann, bob)}[bob])
