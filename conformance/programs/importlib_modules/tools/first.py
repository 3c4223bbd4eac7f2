NAME = 'first'


def run():
    return f'{NAME} of {__package__}'
