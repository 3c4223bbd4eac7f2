# Calendars and clocks without the clock: arithmetic, formatting, parsing, zones of fixed offset, ISO weeks, calendars.
import calendar
import datetime as dt
import time
from datetime import date, datetime, time as Time, timedelta, timezone

d = date(2024, 2, 28)
print(d + timedelta(2), date(2023, 2, 28) + timedelta(2), d - date(2023, 12, 31), (date(2025, 1, 1) - d).days, d.replace(month=3), d.weekday(), tuple(d.isocalendar()), tuple(d.timetuple()))
print([date(y, 1, 1).isocalendar()[:2] for y in range(2019, 2026)], date.fromisocalendar(2020, 53, 7), date.fromordinal(1), date.max.toordinal(), d.ctime())
print(repr(d), str(d), f'{d:%d.%m.%y %A %j %U %b}', d.strftime('%x|%y|%%|%G-W%V-%u'), date.fromisoformat('2024-12-31'), d.isoformat())
t = timedelta(days=-1, hours=25, minutes=61, seconds=1.5, milliseconds=3, microseconds=7, weeks=1)
print(t, repr(t), t.total_seconds(), -t, abs(-t), t * 2, t / 2, t // timedelta(hours=5), t % timedelta(hours=5), divmod(t, timedelta(hours=1)), t * 1.5, timedelta(microseconds=-1), bool(timedelta()))
print(timedelta(1) / timedelta(hours=7), timedelta(days=3) // 2, timedelta.max, timedelta.min, timedelta.resolution, sum([timedelta(1), timedelta(2)], timedelta()), timedelta(hours=36) > timedelta(1))
n = datetime(2024, 2, 29, 23, 59, 58, 999_999)
print(n + timedelta(microseconds=1), n.isoformat(), n.isoformat(' ', 'minutes'), n.date(), n.time(), n.replace(microsecond=0, fold=1), n.strftime('%H:%M:%S.%f %p %I'), repr(n))
berlin, ny, odd = timezone(timedelta(hours=1), 'CET'), timezone(timedelta(hours=-5)), timezone(timedelta(hours=5, minutes=30, seconds=15))
a = datetime(2024, 1, 1, 0, 30, tzinfo=berlin)
print(a, a.astimezone(ny), a.astimezone(timezone.utc).isoformat(), a.utcoffset(), a.tzname(), a.astimezone(odd), repr(ny), str(ny), repr(berlin), timezone.utc, a.timetz())
print(a == a.astimezone(ny), hash(a) == hash(a.astimezone(ny)), a - a.astimezone(ny).replace(tzinfo=berlin), a.timestamp(), datetime.fromtimestamp(86400 * 366, timezone.utc), a.utctimetuple()[:6])
for text in ('2024-01-02', '2024-01-02T03:04', '2024-01-02 03:04:05.678', '2024-01-02T03:04:05.678901+05:30', '20240102T030405Z', '2024-W01-2', 'now'):
    try:
        print(repr(datetime.fromisoformat(text)))
    except ValueError as error:
        print(error)
for text, form in (('03/Feb/2024:04:05:06 +0130', '%d/%b/%Y:%H:%M:%S %z'), ('Monday 5 August 24', '%A %d %B %y'), ('12:30 PM', '%I:%M %p'), ('2024 60', '%Y %j'),
                   ('1:2', '%H:%M:%S'), ('2024-01-01x', '%Y-%m-%d'), ('2024 10 3', '%Y %U %w'), ('5.25', '%S.%f'), ('a', '%q')):
    try:
        print(datetime.strptime(text, form))
    except ValueError as error:
        print(error)
print(time.strptime('30 Nov 00', '%d %b %y')[:8], time.strftime('%Y-%m-%d %H:%M:%S', (2024, 2, 29, 1, 2, 3, 3, 60, 0)), time.strftime('%a %d %b', time.gmtime(0)), time.asctime((2024, 1, 2, 3, 4, 5, 1, 2, 0)), calendar.timegm((2024, 1, 1, 0, 0, 0)))
for wrong in (
              lambda: timedelta(1) / 0):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
print(a == n, d == datetime(2024, 2, 28), n != d, Time(1, 2) < Time(1, 3), Time(12, 30).isoformat(), Time.fromisoformat('04:05:06.000007'), Time(23, tzinfo=berlin).utcoffset(), bool(Time(0)), Time.max, Time(5, 6, 7).strftime('%H-%M'))


class Summer(dt.tzinfo):
    """Two hours from the 100th to the 200th day of a year, one hour else."""

    def utcoffset(self, when):
        return timedelta(hours=1) + self.dst(when)

    def dst(self, when):
        return timedelta(hours=when is not None and 100 <= when.timetuple().tm_yday < 200) if when is None or when.tzinfo is None else timedelta(hours=100 <= when.toordinal() - date(when.year, 1, 1).toordinal() < 200)

    def tzname(self, when):
        return 'SUMMER' if self.dst(when) else 'WINTER'


zone = Summer()
for day in datetime(2024, 1, 5, 12, tzinfo=zone), datetime(2024, 6, 5, 12, tzinfo=zone):
    print(day, day.tzname(), day.dst(), day.astimezone(timezone.utc), f'{day:%Z %z}')
print((datetime(2024, 6, 5, tzinfo=zone) - datetime(2024, 1, 5, tzinfo=zone)), datetime(2024, 1, 1, 12, tzinfo=timezone.utc).astimezone(zone))
print(calendar.month(2024, 2), tuple(map(int, calendar.monthrange(2023, 2))), calendar.isleap(1900), calendar.leapdays(2000, 2025), [w for w in calendar.Calendar(6).monthdayscalendar(2024, 9)][0])
print(calendar.TextCalendar(calendar.SUNDAY).formatmonth(2021, 5, 3), list(calendar.day_abbr), calendar.month_name[12], calendar.weekday(1969, 7, 20))
print([str(x) for x in calendar.Calendar().itermonthdates(2024, 2)][:4], calendar.HTMLCalendar().formatmonth(2021, 2)[:90])


class Stamp(datetime):
    def __str__(self):
        return 'stamp ' + self.strftime('%Y')


s = Stamp(2020, 1, 1)
print(s, type(s + timedelta(1)).__name__, type(s.replace(year=2021)).__name__, s == datetime(2020, 1, 1), type(Stamp.fromisoformat('2020-01-01')).__name__, s.date())


def every(start, step, until):
    while start <= until:
        yield start
        start += step


print([f'{x:%d%b}' for x in every(date(2024, 2, 20), timedelta(weeks=1), date(2024, 3, 20))], max(every(date(2024, 1, 1), timedelta(40), date(2024, 12, 31))))
birthdays = {'Ann': date(2000, 2, 29), 'Bob': date(1999, 12, 31)}
for name, born in birthdays.items():
    on = date(2024, 3, 1)
    print(name, on.year - born.year - ((on.month, on.day) < (born.month, born.day)))
