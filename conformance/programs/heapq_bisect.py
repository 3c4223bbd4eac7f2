import _heapq, _bisect
def tr(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
h=[5,3,8,1,9,2]; _heapq.heapify(h); print(h); _heapq.heappush(h,0); print(h,[_heapq.heappop(h) for i in range(7)])
h=list(range(3000,0,-1)); _heapq.heapify(h); print(h[:20]); print(_heapq.heapreplace(h,-1), _heapq.heappushpop(h,-5), _heapq.heappushpop(h,5000))
_heapq._heapify_max(h); print(h[:5], _heapq._heappop_max(h), _heapq._heapreplace_max(h,7))
h=['b','a']; _heapq.heapify(h); print(h); tr(lambda:_heapq.heappop([])); tr(lambda:_heapq.heappush((),1)); tr(lambda:_heapq.heapify(())); tr(lambda:_heapq.heapify([1,'a'])); tr(lambda: _heapq.heapify()); tr(lambda: _heapq.heappush([]))
print(_bisect.bisect_left([1,2,2,3],2), _bisect.bisect_right([1,2,2,3],2), _bisect.bisect_left('abc','b'), _bisect.bisect_right([(1,2),(3,4)],3,key=lambda t:t[0]), _bisect.bisect_left([1,2,3,4],1,lo=2,hi=3))
l=[1,3]; _bisect.insort_left(l,2); _bisect.insort_right(l,3.0); print(l); tr(lambda:_bisect.bisect_left([1],1,-1)); tr(lambda:_bisect.bisect_left([1])); tr(lambda:_bisect.bisect_left(1,1)); tr(lambda:_bisect.bisect_left([1],'a'))
