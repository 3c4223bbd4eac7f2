import time
t=time.time(); print(type(t), t>1.6e9, type(time.time_ns()), abs(time.time_ns()/1e9-t)<5)
a=time.perf_counter(); b=time.monotonic(); c=time.process_time()
print(type(a), time.perf_counter()>=a, time.monotonic()>=b, time.process_time()>=c, time.perf_counter_ns()>=0, time.monotonic_ns()>=0, time.process_time_ns()>=0)
s=time.perf_counter(); time.sleep(0.02); print(0.015 < time.perf_counter()-s < 1)
print(time.gmtime(0), time.gmtime(1e9).tm_year, time.gmtime(0).tm_zone, len(time.gmtime(0)), time.gmtime(0)[:3])
print(time.strftime('%Y-%m-%d %H:%M:%S %a %A %b %B %j %y %p %I %% %w %U %W %e %D %T %R %F %C %G %V %u %n%t|%h|%c|%x|%X|%r', time.gmtime(1700000000)))
print(time.asctime(time.gmtime(0)), time.mktime(time.localtime(1700000000)))
print(time.struct_time((1,)*9), time.struct_time(range(11)).tm_zone)
def T(s, f):
    try: print(s, '->', f())
    except BaseException as e: print(s, '!!', type(e).__name__, e)
T('1',lambda: time.sleep(-1)); T('2',lambda: time.sleep('x')); T('3',lambda: time.sleep()); T('4',lambda: time.struct_time()); T('5',lambda: time.struct_time((1,2))); T('6',lambda: time.struct_time(1)); T('7',lambda: time.struct_time((1,)*12)); T('8',lambda: time.gmtime('x')); T('9',lambda: time.time(1)); T('10',lambda: time.strftime(1)); T('11',lambda: time.strftime('%Y',(1,2))); T('12',lambda: time.strftime('%Y',(2000,13,1,0,0,0,0,1,0))); T('13',lambda: time.gmtime(1e20)); T('14',lambda: time.asctime((2000,1,2,3,4,5,6,7,8))); T('15',lambda:time.sleep(float('nan')));T('16',lambda:time.strftime('%Y-%m',(2000,1,2,3,4,5,6,7,8)));T('17',lambda:time.strftime('',time.gmtime(0)));T('18',lambda:time.strftime('%H é 日',time.gmtime(0)))
print(time.gmtime(0) == time.gmtime(0), time.gmtime(0) < time.gmtime(1), hash(time.gmtime(0))==hash(tuple(time.gmtime(0))))
