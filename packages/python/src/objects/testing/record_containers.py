"""Records what CPython 3.13.0 prints for the programs in containers/: PYTHONHASHSEED=0 python3.13 record_containers.py"""

import pathlib
import subprocess
import sys

assert sys.version_info[:3] == (3, 13, 0), sys.version
folder = pathlib.Path(__file__).parent / 'containers'
for program in sorted(folder.glob('*.py')):
    command = [sys.executable, '-W', 'ignore', str(program)]
    done = subprocess.run(command, capture_output=True, text=True, env={'PYTHONHASHSEED': '0'}, check=True)
    program.with_suffix('.txt').write_text(done.stdout)
    print(program.name, len(done.stdout.splitlines()), 'lines')
