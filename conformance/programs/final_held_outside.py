# Instances of main's classes held by builtins or another module at exit.
import builtins
import types


class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


mine = F('mine')
builtins.held = F('held by builtins')
module = types.ModuleType('made')
module.x = F('held by a module')
module.f = lambda: mine
print('end')
