# versions: 3.13
# A command line: options of every action, subcommands, groups, types that refuse, help texts, errors that exit.
import argparse
import contextlib
import io
import pathlib
import sys


def positive(text):
    value = int(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f'{value} is not positive')
    return value


class Pair(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        pairs = getattr(namespace, self.dest) or {}
        for each in values:
            key, sign, value = each.partition('=')
            if not sign:
                parser.error(f'{option_string}: {each!r} is no KEY=VALUE')
            pairs[key] = value
        setattr(namespace, self.dest, pairs)


def make():
    parser = argparse.ArgumentParser(prog='tool', description='Does one thing well, and says so at such length that the text must be wrapped.',
                                     epilog='That is all.', formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument('--version', action='version', version='%(prog)s 1.2')
    parser.add_argument('-v', '--verbose', action='count', default=0, help='say more')
    parser.add_argument('-D', '--define', nargs='+', action=Pair, metavar='KEY=VALUE', help='set values')
    noise = parser.add_mutually_exclusive_group()
    noise.add_argument('--quiet', action='store_true')
    noise.add_argument('--loud', action='store_const', const=11, default=5, help='turn it up')
    commands = parser.add_subparsers(title='commands', dest='command', required=True, metavar='COMMAND')
    copy = commands.add_parser('copy', aliases=['cp'], help='copy files', description='Copy.')
    copy.add_argument('sources', nargs='+', type=pathlib.PurePosixPath)
    copy.add_argument('target')
    copy.add_argument('-n', '--count', type=positive, default=1, metavar='N')
    copy.add_argument('--mode', choices=['fast', 'safe'], default='safe', help='how')
    copy.add_argument('--force', action=argparse.BooleanOptionalAction, default=None)
    show = commands.add_parser('show', help='show things')
    show.add_argument('thing', nargs='?', default='all')
    show.add_argument('--tag', action='append', dest='tags')
    show.add_argument('--all', action='append_const', const='ALL', dest='tags')
    show.add_argument('--scale', type=float, nargs=2, metavar=('X', 'Y'))
    show.add_argument('--hidden', help=argparse.SUPPRESS)
    show.set_defaults(run=lambda args: f'showing {args.thing}')
    return parser


parser = make()


def attempt(line):
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            args = parser.parse_args(line.split())
    except SystemExit as end:
        print(f'$ {line}\n  exit {end.code}')
    else:
        print(f'$ {line}\n  {({k: v for k, v in sorted(vars(args).items()) if k != "run"})}')
        if hasattr(args, 'run'):
            print('  ', args.run(args))
    for text in out, err:
        for each in text.getvalue().splitlines():
            print('  |', each)


for line in ('copy a b c', 'cp -n 3 x y', '-vvv copy --mode=fast a b', 'copy --force a b', 'copy --no-force a b', 'show', 'show x --tag 1 --tag 2 --all',
             'show --scale 1 2.5', '--loud show', '-D a=1 b=2 -v', '-v -v --verb show', 'show --ta=q', 'show -- --x',
             '', 'copy a', 'copy -n 0 a b', 'copy -n many a b', '--quiet --loud show', 'show --scale 1', '-D nothing show', '--ver show', 'show a b c', '--unknown show',
             '--version', '--help', 'copy --help', 'show -h'):
    attempt(line)
print(parser.format_usage(), end='')
known, rest = parser.parse_known_args(['show', 'it', '--what', '3', '-v'])
print(known.thing, rest)
small = argparse.ArgumentParser(prog='small', prefix_chars='-+', fromfile_prefix_chars=None, add_help=False, exit_on_error=False)
small.add_argument('+x', type=int, default='7')
small.add_argument('-y', '--yes', nargs='*', default=[])
small.add_argument('rest', nargs=argparse.REMAINDER)
for argv in [], ['+x', '3', 'a', '-y', 'b'], ['-y'], ['-y', '1', '2', '+x', '4']:
    print(small.parse_args(argv))
try:
    small.parse_args(['+x', 'three'])
except argparse.ArgumentError as error:
    print('ArgumentError', error, error.argument_name)
space = argparse.Namespace(a=1, b='two')
print(space, space == argparse.Namespace(b='two', a=1), 'a' in space, vars(space))
for wrong in (lambda: small.add_argument('-y'), lambda: small.add_argument('--a', nargs=0), lambda: small.add_argument('p', required=True),
              lambda: small.add_argument('--b', action='nonsense'), lambda: small.add_argument('--c', type=5), lambda: small.add_argument('no', '--mixed')):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
sys.stdout.flush()
