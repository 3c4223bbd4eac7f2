from .first import NAME as OTHER

NAME = 'second'


def run():
    return f'{NAME} beside {OTHER}, {__spec__.name}'
