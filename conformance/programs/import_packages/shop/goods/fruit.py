"""Fruit."""
NAME = 'apple'


def price(count):
    return count * 2
