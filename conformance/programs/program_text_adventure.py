# A text adventure: rooms, a parser of commands, an inventory, a scripted player.
import textwrap


class Room:
    def __init__(self, name, description, *, dark=False):
        self.name, self.description, self.dark = name, description, dark
        self.exits, self.things = {}, []

    def link(self, direction, other, back=None):
        self.exits[direction] = other
        if back is not None:
            other.exits[back] = self
        return self

    def __repr__(self):
        return f'<Room {self.name!r}: {", ".join(sorted(self.exits)) or "no way out"}>'


class GameOver(Exception):
    def __init__(self, message, won):
        super().__init__(message)
        self.won = won


class Game:
    directions = dict(n='north', s='south', e='east', w='west', u='up', d='down')

    def __init__(self):
        hall = Room('Hall', 'A hall with a cold fireplace. Portraits of people whom nobody remembers look at you; one of them winks.')
        cellar = Room('Cellar', 'Barrels, cobwebs, and a smell of old wine.', dark=True)
        attic = Room('Attic', 'Boxes upon boxes. In one of them something ticks.')
        hall.link('down', cellar, 'up').link('up', attic, 'down')
        hall.things += ['lamp', 'key']
        cellar.things.append('chest')
        self.here, self.carried, self.lit, self.turns = hall, [], False, 0
        self.log = []

    def say(self, text):
        self.log.append(text)
        print(textwrap.fill(text, 50, initial_indent='  ', subsequent_indent='  '))

    def do_look(self):
        if self.here.dark and not self.lit:
            return self.say('It is dark.')
        self.say(self.here.description)
        if self.here.things:
            self.say('You see: ' + ', '.join(f'a {thing}' for thing in self.here.things) + '.')

    def do_go(self, direction):
        direction = self.directions.get(direction, direction)
        try:
            self.here = self.here.exits[direction]
        except KeyError as missing:
            self.say(f'There is no way {missing.args[0]}.')
        else:
            self.say(f'You go {direction} to the {self.here.name}.')
            self.do_look()

    def do_take(self, *what):
        for thing in what or ['nothing']:
            match thing, thing in self.here.things:
                case 'chest', True:
                    self.say('Far too heavy.')
                case 'all', _:
                    self.do_take(*[t for t in self.here.things if t != 'chest'])
                case _, True:
                    self.here.things.remove(thing)
                    self.carried.append(thing)
                    self.say(f'Taken: {thing}.')
                case _:
                    self.say(f'You cannot take {thing}.')

    def do_light(self, what):
        if what not in self.carried:
            raise LookupError(f'you have no {what}')
        self.lit = True
        self.say(f'The {what} burns.')

    def do_open(self, what):
        if what == 'chest' and what in self.here.things and 'key' in self.carried:
            raise GameOver('The chest is full of gold.', won=True)
        self.say("It won't open.")

    def do_inventory(self):
        self.say('You carry ' + (' and '.join(self.carried) or 'nothing') + '.')

    def do_quit(self):
        raise GameOver('You give up.', won=False)

    def command(self, line):
        verb, *rest = line.lower().split()
        if verb in self.directions or verb in self.directions.values():
            verb, rest = 'go', [verb]
        method = getattr(self, f'do_{verb}', None)
        if method is None:
            close = [name[3:] for name in dir(self) if name.startswith(f'do_{verb[:1]}')]
            return self.say(f'I do not know how to {verb}.' + (f' Did you mean {close}?' if close else ''))
        self.turns += 1
        try:
            method(*rest)
        except TypeError as error:
            self.say(f'What? ({error})')
        except LookupError as error:
            self.say(f'Not possible: {error}')

    def play(self, script):
        self.do_look()
        for line in script:
            print('>', line)
            try:
                self.command(line)
            except GameOver as end:
                print(end, 'You won!' if end.won else 'You lost.', f'{self.turns} turns')
                return end.won
        print('...asleep')


print(Game().play(['dance', 'i', 'inventory', 'd', 'light lamp', 'up', 'take all', 'light lamp', 'go', 'light', 'd', 'take chest', 'open chest', 'never']))
print(Game().play(['n', 'take', 'take sword key', 'open chest', 'quit now', 'quit']))
game = Game()
print(game.play(['u', 'listen']), game.here, game.here.exits['down'], len(game.log))
