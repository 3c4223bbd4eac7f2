"""Runs the programs of this folder with real CPythons and records what they print: python3 record.py [PROGRAM...]"""
import json
import os
import re
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
VERSIONS = {'3.11': ('3.11.7', 'python3.11'), '3.12': ('3.12.1', 'python3.12'), '3.13': ('3.13.0', 'python3.13')}


def normal(text):
    return re.sub(r'0x[0-9a-f]+', '0x?', text.replace(FOLDER + '/', '/programs/'))


def run(program, version):
    release, python = VERSIONS[version]
    environment = dict(os.environ, PYENV_VERSION=release, TZ='UTC', PYTHONDONTWRITEBYTECODE='1', PYTHONUTF8='1')
    # -P: beside the programs lie files with names of modules of the library.
    done = subprocess.run([python, '-P', os.path.join(FOLDER, program)], capture_output=True, env=environment, stdin=subprocess.DEVNULL)
    return {'out': normal(done.stdout.decode()), 'err': normal(done.stderr.decode()), 'code': done.returncode}


programs = sys.argv[1:] or sorted(name for name in os.listdir(FOLDER) if name.endswith('.py') and name != 'record.py')
path = os.path.join(FOLDER, 'recorded.json')
recorded = json.load(open(path)) if os.path.exists(path) else {}
for program in programs:
    recorded[program] = {version: run(program, version) for version in VERSIONS}
with open(path, 'w') as file:
    json.dump(recorded, file, indent=1, ensure_ascii=False)
    file.write('\n')
