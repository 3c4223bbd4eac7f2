# A module that os imports, as the first import of a program.
import genericpath

print(genericpath.exists('/'), genericpath.commonprefix(['/usr/lib', '/usr/local']))
