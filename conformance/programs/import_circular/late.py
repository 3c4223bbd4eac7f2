import late
print('late knows itself', late.__name__, hasattr(late, 'value'), late.__spec__._initializing)
value = 1


def read():
    return late.value


print(read())
