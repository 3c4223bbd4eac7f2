# The module platform reads sys.version.
import platform
import sys

print(platform.python_implementation(), platform.python_version() == '.'.join(map(str, sys.version_info[:3])))
print(len(platform.python_build()), platform.python_compiler() in sys.version, platform.system())
