/**
 * The text signatures (`__text_signature__`) of what CPython 3.13 has in C, as `conformance/signatures.py` printed them: a
 * signature, `=>`, and the names of those that have it, with the module if that is not `builtins`. `*` stands for any type that
 * is not named; `-` for no signature, `^` for a newline in one. Functions whose signature is not here have the one of their definition.
 */
const RECORDED = String.raw`
- => __build_class__ _contextvars.Context _contextvars.Context.run _contextvars.ContextVar _contextvars.Token
  _frozen_importlib.BuiltinImporter _functools.reduce _io.BufferedRWPair.peek _io.BufferedRWPair.read
  _io.BufferedRWPair.read1 _io.BufferedRWPair.readinto _io.BufferedRWPair.readinto1 _io.BufferedRWPair.write
  _io._BufferedIOBase _io._BytesIOBuffer _io._IOBase _io._IOBase.__exit__ _io._RawIOBase _io._RawIOBase.readinto
  _io._RawIOBase.write _io._TextIOBase _json.Encoder _json.Scanner _json.scanstring _random.Random _struct.Struct
  _struct.Struct.pack _struct.Struct.pack_into _struct.pack _struct.pack_into _thread.RLock _thread._ExceptHookArgs
  _thread._ThreadHandle _thread._ThreadHandle.join array.array async_generator async_generator.athrow
  builtin_function_or_method bytearray bytes bytes_iterator classmethod_descriptor collections.OrderedDict
  collections.OrderedDict.update collections._deque_iterator collections._deque_reverse_iterator
  collections._tuplegetter collections.defaultdict coroutine coroutine.throw dict dict.update dict_items
  dict_keyiterator dict_keys dict_values dir frame functools._lru_cache_wrapper functools._lru_cache_wrapper.__copy__
  functools._lru_cache_wrapper.__deepcopy__ gc.set_threshold generator generator.throw getattr getset_descriptor int
  iter itertools._grouper itertools._tee_dataobject itertools.islice itertools.repeat list_iterator math.hypot math.log
  max member_descriptor method-wrapper method_descriptor min next os.stat_result os.statvfs_result os.terminal_size
  posix.DirEntry posix.times_result posix.uname_result posix.waitid_result range range_iterator set_iterator slice str
  str_ascii_iterator super sys.getsizeof sys.set_asyncgen_hooks time.asctime time.clock_getres time.clock_settime
  time.clock_settime_ns time.ctime time.get_clock_info time.gmtime time.localtime time.pthread_getcpuclockid
  time.strftime time.strptime time.struct_time tuple_iterator type types.UnionType typing.Generic
  typing.Generic.__class_getitem__ typing.Generic.__init_subclass__ typing.ParamSpec typing.ParamSpecArgs
  typing.ParamSpecKwargs typing.TypeAliasType typing.TypeVar typing.TypeVarTuple vars weakref.CallableProxyType
  weakref.ProxyType weakref.ReferenceType wrapper_descriptor
($cls, name, bases, /, **kwds) => type.__prepare__
($module, (exc_type, exc_value, exc_traceback, thread), /) => _thread._excepthook
($module, *integers) => math.gcd math.lcm
($module, /) => _abc.get_cache_token _contextvars.copy_context _sre.getcodesize _struct._clearcache _thread._count
  _thread._get_main_thread_ident _thread._is_main_interpreter _thread._shutdown _thread.allocate _thread.allocate_lock
  _thread.daemon_threads_allowed _thread.exit _thread.exit_thread _thread.get_ident _thread.get_native_id
  _warnings._filters_mutated atexit._clear atexit._ncallbacks atexit._run_exitfuncs gc.disable gc.enable gc.freeze
  gc.get_count gc.get_debug gc.get_freeze_count gc.get_stats gc.get_threshold gc.isenabled gc.unfreeze globals locals
  posix._inputhook posix._is_inputhook_installed posix.abort posix.cpu_count posix.ctermid posix.fork posix.forkpty
  posix.getcwd posix.getcwdb posix.getegid posix.geteuid posix.getgid posix.getgroups posix.getloadavg posix.getlogin
  posix.getpgrp posix.getpid posix.getppid posix.getresgid posix.getresuid posix.getuid posix.openpty posix.pipe
  posix.sched_yield posix.setpgrp posix.setsid posix.sync posix.times posix.uname posix.wait sys._baserepl
  sys._clear_internal_caches sys._clear_type_cache sys._current_exceptions sys._current_frames sys._debugmallocstats
  sys._get_cpu_count_config sys._is_gil_enabled sys.deactivate_stack_trampoline sys.exc_info sys.exception
  sys.get_asyncgen_hooks sys.get_coroutine_origin_tracking_depth sys.get_int_max_str_digits sys.getallocatedblocks
  sys.getdefaultencoding sys.getdlopenflags sys.getfilesystemencodeerrors sys.getfilesystemencoding sys.getprofile
  sys.getrecursionlimit sys.getswitchinterval sys.gettrace sys.is_finalizing sys.is_stack_trampoline_active
($module, /, *, _only_immortal=False) => sys.getunicodeinternedsize
($module, /, *, before=<unrepresentable>,^                 after_in_child=<unrepresentable>,^                 after_in_parent=<unrepresentable>) =>
  posix.register_at_fork
($module, /, *args, **kwargs) => sys.__breakpointhook__ sys.breakpointhook
($module, /, *args, **kws) => breakpoint
($module, /, *args, sep=' ', end='\n', file=None, flush=False) => print
($module, /, *objs) => gc.get_referents gc.get_referrers
($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0) => cmath.isclose math.isclose
($module, /, a, x, lo=0, hi=None, *, key=None) => _bisect.bisect_left _bisect.bisect_right _bisect.insort_left
  _bisect.insort_right
($module, /, base, exp, mod=None) => pow
($module, /, command) => posix.system
($module, /, data, header=False) => binascii.a2b_qp
($module, /, data, quotetabs=False, istext=True, header=False) => binascii.b2a_qp
($module, /, data, sep=<unrepresentable>, bytes_per_sep=1) => binascii.b2a_hex binascii.hexlify
($module, /, depth) => sys.set_coroutine_origin_tracking_depth
($module, /, depth=0) => sys._getframemodulename
($module, /, fd) => posix.close posix.device_encoding posix.eventfd_read posix.fchdir posix.fdatasync posix.fstat
  posix.fsync
($module, /, fd, fd2, inheritable=True) => posix.dup2
($module, /, fd, mode) => posix.fchmod
($module, /, fd, nstype=0) => posix.setns
($module, /, fd, uid, gid) => posix.fchown
($module, /, fd, value) => posix.eventfd_write
($module, /, file, mode='r', buffering=-1, encoding=None,^     errors=None, newline=None, closefd=True, opener=None) =>
  _io.open open
($module, /, flags) => posix.unshare
($module, /, function, handle=None, daemon=True) => _thread.start_joinable_thread
($module, /, generation=2) => gc.collect
($module, /, generation=None) => gc.get_objects
($module, /, hook) => sys.addaudithook
($module, /, initval, flags=EFD_CLOEXEC) => posix.eventfd
($module, /, maxdigits) => sys.set_int_max_str_digits
($module, /, message, category, filename, lineno,^              module=<unrepresentable>, registry=None,^              module_globals=None, source=None) =>
  _warnings.warn_explicit
($module, /, message, category=None, stacklevel=1, source=None, *,^     skip_file_prefixes=<unrepresentable>) =>
  _warnings.warn
($module, /, mycmp) => _functools.cmp_to_key
($module, /, name, flags=MFD_CLOEXEC) => posix.memfd_create
($module, /, name, globals=None, locals=None, fromlist=(),^           level=0) => __import__
($module, /, number, ndigits=None) => round
($module, /, obj, encoding='utf-8', errors='strict') => _codecs.decode _codecs.encode
($module, /, options) => posix.wait3
($module, /, out_fd, in_fd, offset, count) => posix.sendfile
($module, /, path) => _io.open_code posix._path_normpath posix._path_splitroot_ex posix.chdir posix.chroot posix.fspath
  posix.statvfs
($module, /, path, *, dir_fd=None) => posix.lstat posix.readlink posix.remove posix.rmdir posix.unlink
($module, /, path, *, dir_fd=None, follow_symlinks=True) => posix.stat
($module, /, path, argv, env) => posix.execve
($module, /, path, attribute, *, follow_symlinks=True) => posix.getxattr posix.removexattr
($module, /, path, attribute, value, flags=0, *,^         follow_symlinks=True) => posix.setxattr
($module, /, path, flags, mode=511, *, dir_fd=None) => posix.open
($module, /, path, length) => posix.truncate
($module, /, path, mode, *, dir_fd=None,^      follow_symlinks=(os.name != 'nt')) => posix.chmod
($module, /, path, mode, *, dir_fd=None, effective_ids=False,^       follow_symlinks=True) => posix.access
($module, /, path, mode=384, device=0, *, dir_fd=None) => posix.mknod
($module, /, path, mode=438, *, dir_fd=None) => posix.mkfifo
($module, /, path, mode=511, *, dir_fd=None) => posix.mkdir
($module, /, path, name) => posix.pathconf
($module, /, path, times=None, *, ns=<unrepresentable>,^      dir_fd=None, follow_symlinks=True) => posix.utime
($module, /, path, uid, gid) => posix.lchown
($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks=True) => posix.chown
($module, /, path=None) => posix.listdir posix.scandir
($module, /, path=None, *, follow_symlinks=True) => posix.listxattr
($module, /, pattern, flags, code, groups, groupindex,^        indexgroup) => _sre.compile
($module, /, pid) => posix.getpgid
($module, /, pid, flags=0) => posix.pidfd_open
($module, /, pid, options) => posix.wait4
($module, /, policy) => posix.sched_get_priority_max posix.sched_get_priority_min
($module, /, size, flags=0) => posix.getrandom
($module, /, source, filename, mode, flags=0,^        dont_inherit=False, optimize=-1, *, _feature_version=-1) =>
  compile
($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None) => posix.rename posix.replace
($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None,^     follow_symlinks=True) => posix.link
($module, /, src, dst, count, offset_src=None,^                offset_dst=None) => posix.copy_file_range
($module, /, src, dst, count, offset_src=None, offset_dst=None,^       flags=0) => posix.splice
($module, /, src, dst, target_is_directory=False, *, dir_fd=None) => posix.symlink
($module, /, status) => posix.WEXITSTATUS posix.WIFCONTINUED posix.WIFEXITED posix.WIFSIGNALED posix.WIFSTOPPED
  posix.WSTOPSIG posix.WTERMSIG posix._exit posix.waitstatus_to_exitcode
($module, /, which, who) => posix.getpriority
($module, /, which, who, priority) => posix.setpriority
($module, a, /) => _operator.abs _operator.index _operator.inv _operator.invert _operator.neg _operator.not_
  _operator.pos _operator.truth
($module, a, b, /) => _operator._compare_digest _operator.add _operator.and_ _operator.concat _operator.contains
  _operator.countOf _operator.delitem _operator.eq _operator.floordiv _operator.ge _operator.getitem _operator.gt
  _operator.iadd _operator.iand _operator.iconcat _operator.ifloordiv _operator.ilshift _operator.imatmul
  _operator.imod _operator.imul _operator.indexOf _operator.ior _operator.ipow _operator.irshift _operator.is_
  _operator.is_not _operator.isub _operator.itruediv _operator.ixor _operator.le _operator.lshift _operator.lt
  _operator.matmul _operator.mod _operator.mul _operator.ne _operator.or_ _operator.pow _operator.rshift _operator.sub
  _operator.truediv _operator.xor
($module, a, b, c, /) => _operator.setitem
($module, aiterator, default=<unrepresentable>, /) => anext
($module, arraytype, typecode, mformat_code, items,^                     /) => array._array_reconstructor
($module, async_iterable, /) => aiter
($module, backend, /) => sys.activate_stack_trampoline
($module, bytes, /, *, allow_code=True) => marshal.loads
($module, c, /) => ord
($module, character, /) => _sre.ascii_iscased _sre.ascii_tolower _sre.unicode_iscased _sre.unicode_tolower
($module, clk_id, /) => time.clock_gettime time.clock_gettime_ns
($module, clockid, /, *, flags=0) => posix.timerfd_create
($module, cls, class_or_tuple, /) => issubclass
($module, code, /) => posix.strerror
($module, data, /) => binascii.a2b_uu
($module, data, /, *, backtick=False) => binascii.b2a_uu
($module, data, /, *, newline=True) => binascii.b2a_base64
($module, data, /, *, strict_mode=False) => binascii.a2b_base64
($module, data, crc, /) => binascii.crc_hqx
($module, data, crc=0, /) => binascii.crc32
($module, data, errors=None, /) => _codecs.ascii_decode _codecs.escape_decode _codecs.escape_encode
  _codecs.latin_1_decode _codecs.readbuffer_encode
($module, data, errors=None, byteorder=0, final=False,^                 /) => _codecs.utf_16_ex_decode
  _codecs.utf_32_ex_decode
($module, data, errors=None, final=False, /) => _codecs.utf_16_be_decode _codecs.utf_16_decode _codecs.utf_16_le_decode
  _codecs.utf_32_be_decode _codecs.utf_32_decode _codecs.utf_32_le_decode _codecs.utf_7_decode _codecs.utf_8_decode
($module, data, errors=None, final=True, /) => _codecs.raw_unicode_escape_decode _codecs.unicode_escape_decode
($module, data, errors=None, mapping=None, /) => _codecs.charmap_decode
($module, dct, key, /) => _weakref._remove_dead_weakref
($module, depth=0, /) => sys._getframe
($module, device, /) => posix.major posix.minor
($module, egid, /) => posix.setegid
($module, encoding, /) => _codecs.lookup
($module, encoding, stacklevel=2, /) => _io.text_encoding
($module, errors, handler, /) => _codecs.register_error
($module, euid, /) => posix.seteuid
($module, event, /, *args) => sys.audit
($module, exctype, value, traceback, /) => sys.__excepthook__ sys.excepthook
($module, fd, /) => posix.dup posix.fstatvfs posix.get_blocking posix.get_inheritable posix.grantpt posix.isatty
  posix.login_tty posix.ptsname posix.tcgetpgrp posix.timerfd_gettime posix.timerfd_gettime_ns posix.ttyname
  posix.unlockpt
($module, fd, /, *, flags=0, initial=0, interval=0) => posix.timerfd_settime_ns
($module, fd, /, *, flags=0, initial=0.0, interval=0.0) => posix.timerfd_settime
($module, fd, blocking, /) => posix.set_blocking
($module, fd, buffer, offset, /) => posix.pwrite
($module, fd, buffers, /) => posix.readv posix.writev
($module, fd, buffers, offset, flags=0, /) => posix.preadv posix.pwritev
($module, fd, command, length, /) => posix.lockf
($module, fd, data, /) => posix.write
($module, fd, inheritable, /) => posix.set_inheritable
($module, fd, length, /) => posix.ftruncate posix.read
($module, fd, length, offset, /) => posix.pread
($module, fd, name, /) => posix.fpathconf
($module, fd, offset, length, /) => posix.posix_fallocate
($module, fd, offset, length, advice, /) => posix.posix_fadvise
($module, fd, pgid, /) => posix.tcsetpgrp
($module, fd, position, whence, /) => posix.lseek
($module, fd=<unrepresentable>, /) => posix.get_terminal_size
($module, fd_low, fd_high, /) => posix.closerange
($module, file, /, *, allow_code=True) => marshal.load
($module, flags, /) => gc.set_debug posix.pipe2 sys.setdlopenflags
($module, format, /) => _struct.calcsize
($module, format, /, buffer, offset=0) => _struct.unpack_from
($module, format, buffer, /) => _struct.iter_unpack _struct.unpack
($module, func, /) => atexit.unregister
($module, func, /, *args, **kwargs) => atexit.register
($module, func, args, /) => sys.call_tracing
($module, function, /) => sys._setprofileallthreads sys._settraceallthreads sys.setprofile sys.settrace
($module, function, args, kwargs={}, /) => _thread.start_new _thread.start_new_thread
($module, gid, /) => posix.setgid
($module, groups, /) => posix.setgroups
($module, heap, /) => _heapq._heapify_max _heapq._heappop_max _heapq.heapify _heapq.heappop
($module, heap, item, /) => _heapq._heapreplace_max _heapq.heappush _heapq.heappushpop _heapq.heapreplace
($module, hexstr, /) => binascii.a2b_hex binascii.unhexlify
($module, i, /) => chr
($module, ident, /) => _thread._make_thread_handle
($module, idtype, id, options, /) => posix.waitid
($module, increment, /) => posix.nice
($module, interval, /) => sys.setswitchinterval
($module, iterable, /) => all any
($module, iterable, /, *, key=None, reverse=False) => sorted
($module, iterable, /, *, start=1) => math.prod
($module, iterable, /, start=0) => sum
($module, iterable, n=2, /) => itertools.tee
($module, limit, /) => sys.setrecursionlimit
($module, major, minor, /) => posix.makedev
($module, map, /) => _codecs.charmap_build
($module, mapping, iterable, /) => _collections._count_elements
($module, mask, /) => posix.umask
($module, n, /) => math.factorial math.isqrt
($module, n, k, /) => math.comb
($module, n, k=None, /) => math.perm
($module, name, /) => _codecs.lookup_error posix.confstr posix.sysconf posix.unsetenv
($module, name, value, /) => posix.putenv
($module, number, /) => bin hex oct
($module, obj, /) => ascii callable gc.is_finalized gc.is_tracked hash id len repr
($module, obj, /, *args, **kwargs) => _operator.call
($module, obj, class_or_tuple, /) => isinstance
($module, obj, default=0, /) => _operator.length_hint
($module, obj, name, /) => delattr hasattr
($module, obj, name, value, /) => setattr
($module, object, /) => _weakref.getweakrefcount _weakref.getweakrefs sys.__displayhook__ sys.displayhook
  sys.getrefcount
($module, object, callback=None, /) => _weakref.proxy
($module, oflag, /) => posix.posix_openpt
($module, p, mu, sigma, /) => _statistics._normal_dist_inv_cdf
($module, p, q, /) => math.dist math.sumprod
($module, path, argv, /) => posix.execv
($module, path, argv, env, /, *, file_actions=(),^             setpgroup=<unrepresentable>, resetids=False, setsid=False,^             setsigmask=(), setsigdef=(), scheduler=<unrepresentable>) =>
  posix.posix_spawnp
($module, path, argv, env, /, *, file_actions=(),^            setpgroup=<unrepresentable>, resetids=False, setsid=False,^            setsigmask=(), setsigdef=(), scheduler=<unrepresentable>) =>
  posix.posix_spawn
($module, pattern, template, /) => _sre.template
($module, pgid, signal, /) => posix.killpg
($module, pid, /) => posix.getsid posix.sched_getaffinity posix.sched_getparam posix.sched_getscheduler
  posix.sched_rr_get_interval
($module, pid, mask, /) => posix.sched_setaffinity
($module, pid, options, /) => posix.waitpid
($module, pid, param, /) => posix.sched_setparam
($module, pid, pgrp, /) => posix.setpgid
($module, pid, policy, param, /) => posix.sched_setscheduler
($module, pid, signal, /) => posix.kill
($module, prompt='', /) => input
($module, r, phi, /) => cmath.rect
($module, rgid, egid, /) => posix.setregid
($module, rgid, egid, sgid, /) => posix.setresgid
($module, ruid, euid, /) => posix.setreuid
($module, ruid, euid, suid, /) => posix.setresuid
($module, search_function, /) => _codecs.register _codecs.unregister
($module, self, /) => _abc._abc_init _abc._get_dump _abc._reset_caches _abc._reset_registry
($module, self, instance, /) => _abc._abc_instancecheck
($module, self, subclass, /) => _abc._abc_register _abc._abc_subclasscheck
($module, seq, /) => math.fsum
($module, signum=signal.SIGINT, /) => _thread.interrupt_main
($module, size, /) => posix.urandom
($module, size=0, /) => _thread.stack_size
($module, source, /, globals=None, locals=None) => eval
($module, source, /, globals=None, locals=None, *, closure=None) => exec
($module, status, /) => posix.WCOREDUMP
($module, status=None, /) => sys.exit
($module, str, errors=None, /) => _codecs.ascii_encode _codecs.latin_1_encode _codecs.raw_unicode_escape_encode
  _codecs.unicode_escape_encode _codecs.utf_16_be_encode _codecs.utf_16_le_encode _codecs.utf_32_be_encode
  _codecs.utf_32_le_encode _codecs.utf_7_encode _codecs.utf_8_encode
($module, str, errors=None, byteorder=0, /) => _codecs.utf_16_encode _codecs.utf_32_encode
($module, str, errors=None, mapping=None, /) => _codecs.charmap_encode
($module, string, /) => sys._is_interned sys.intern
($module, uid, /) => posix.setuid
($module, unraisable, /) => sys.__unraisablehook__ sys.unraisablehook
($module, user, group, /) => posix.getgrouplist
($module, username, gid, /) => posix.initgroups
($module, value, file, version=version, /, *, allow_code=True) => marshal.dump
($module, value, format_spec='', /) => format
($module, value, version=version, /, *, allow_code=True) => marshal.dumps
($module, x, /) => _typing._idfunc abs math.acos math.acosh math.asin math.asinh math.atan math.atanh math.cbrt
  math.ceil math.cos math.cosh math.degrees math.erf math.erfc math.exp math.exp2 math.expm1 math.fabs math.floor
  math.frexp math.gamma math.isfinite math.isinf math.isnan math.lgamma math.log10 math.log1p math.log2 math.modf
  math.radians math.sin math.sinh math.sqrt math.tan math.tanh math.trunc math.ulp
($module, x, i, /) => math.ldexp
($module, x, y, /) => divmod math.copysign math.fmod math.pow math.remainder
($module, x, y, /, *, steps=None) => math.nextafter
($module, x, y, z, /) => math.fma
($module, y, x, /) => math.atan2
($module, z, /) => cmath.acos cmath.acosh cmath.asin cmath.asinh cmath.atan cmath.atanh cmath.cos cmath.cosh cmath.exp
  cmath.isfinite cmath.isinf cmath.isnan cmath.log10 cmath.phase cmath.polar cmath.sin cmath.sinh cmath.sqrt cmath.tan
  cmath.tanh
($module, z, base=<unrepresentable>, /) => cmath.log
($self, /) => *.__abs__ *.__bool__ *.__copy__ *.__del__ *.__dir__ *.__enter__ *.__float__ *.__getnewargs__
  *.__getstate__ *.__hash__ *.__index__ *.__int__ *.__invert__ *.__iter__ *.__len__ *.__length_hint__ *.__neg__
  *.__next__ *.__pos__ *.__reduce__ *.__repr__ *.__reversed__ *.__sizeof__ *.__str__ _contextvars.Context.copy
  _contextvars.Context.items _contextvars.Context.keys _contextvars.Context.values _io.BufferedRWPair.close
  _io.BufferedRWPair.flush _io.BufferedRWPair.isatty _io.BufferedRWPair.readable _io.BufferedRWPair.writable
  _io.BufferedRandom.close _io.BufferedRandom.detach _io.BufferedRandom.fileno _io.BufferedRandom.flush
  _io.BufferedRandom.isatty _io.BufferedRandom.readable _io.BufferedRandom.seekable _io.BufferedRandom.tell
  _io.BufferedRandom.writable _io.BufferedReader.close _io.BufferedReader.detach _io.BufferedReader.fileno
  _io.BufferedReader.flush _io.BufferedReader.isatty _io.BufferedReader.readable _io.BufferedReader.seekable
  _io.BufferedReader.tell _io.BufferedWriter.close _io.BufferedWriter.detach _io.BufferedWriter.fileno
  _io.BufferedWriter.flush _io.BufferedWriter.isatty _io.BufferedWriter.seekable _io.BufferedWriter.tell
  _io.BufferedWriter.writable _io.BytesIO.close _io.BytesIO.flush _io.BytesIO.getbuffer _io.BytesIO.getvalue
  _io.BytesIO.isatty _io.BytesIO.readable _io.BytesIO.seekable _io.BytesIO.tell _io.BytesIO.writable _io.FileIO.close
  _io.FileIO.fileno _io.FileIO.isatty _io.FileIO.readable _io.FileIO.readall _io.FileIO.seekable _io.FileIO.tell
  _io.FileIO.writable _io.IncrementalNewlineDecoder.getstate _io.IncrementalNewlineDecoder.reset _io.StringIO.close
  _io.StringIO.getvalue _io.StringIO.readable _io.StringIO.seekable _io.StringIO.tell _io.StringIO.writable
  _io.TextIOWrapper.close _io.TextIOWrapper.detach _io.TextIOWrapper.fileno _io.TextIOWrapper.flush
  _io.TextIOWrapper.isatty _io.TextIOWrapper.readable _io.TextIOWrapper.seekable _io.TextIOWrapper.tell
  _io.TextIOWrapper.writable _io._BufferedIOBase.detach _io._IOBase._checkClosed _io._IOBase._checkReadable
  _io._IOBase._checkSeekable _io._IOBase._checkWritable _io._IOBase.close _io._IOBase.fileno _io._IOBase.flush
  _io._IOBase.isatty _io._IOBase.readable _io._IOBase.seekable _io._IOBase.tell _io._IOBase.writable
  _io._RawIOBase.readall _io._TextIOBase.detach _random.Random.getstate _random.Random.random
  _thread.RLock._at_fork_reinit _thread.RLock._is_owned _thread.RLock._recursion_count _thread.RLock._release_save
  _thread.RLock.release _thread._ThreadHandle._set_done _thread._ThreadHandle.is_done _thread.lock._at_fork_reinit
  _thread.lock.locked _thread.lock.locked_lock _thread.lock.release _thread.lock.release_lock array.array.buffer_info
  array.array.byteswap array.array.clear array.array.reverse array.array.tobytes array.array.tolist
  array.array.tounicode async_generator.__aiter__ async_generator.__anext__ async_generator.aclose bytearray.__alloc__
  bytearray.capitalize bytearray.clear bytearray.copy bytearray.isalnum bytearray.isalpha bytearray.isascii
  bytearray.isdigit bytearray.islower bytearray.isspace bytearray.istitle bytearray.isupper bytearray.lower
  bytearray.reverse bytearray.swapcase bytearray.title bytearray.upper bytes.__bytes__ bytes.capitalize bytes.isalnum
  bytes.isalpha bytes.isascii bytes.isdigit bytes.islower bytes.isspace bytes.istitle bytes.isupper bytes.lower
  bytes.swapcase bytes.title bytes.upper code.co_lines code.co_positions collections.OrderedDict.clear
  collections.OrderedDict.copy collections.OrderedDict.items collections.OrderedDict.keys
  collections.OrderedDict.values collections.defaultdict.copy collections.deque.clear collections.deque.copy
  collections.deque.pop collections.deque.popleft collections.deque.reverse complex.__complex__ complex.conjugate
  coroutine.__await__ coroutine.close dict.clear dict.copy dict.items dict.keys dict.popitem dict.values float.__ceil__
  float.__floor__ float.__trunc__ float.as_integer_ratio float.conjugate float.hex float.is_integer frame.clear
  frozenset.copy functools._lru_cache_wrapper.cache_clear functools._lru_cache_wrapper.cache_info generator.close
  int.__ceil__ int.__floor__ int.__trunc__ int.as_integer_ratio int.bit_count int.bit_length int.conjugate
  int.is_integer list.clear list.copy list.reverse mappingproxy.copy mappingproxy.items mappingproxy.keys
  mappingproxy.values memoryview.release memoryview.tolist memoryview.toreadonly posix.DirEntry.__fspath__
  posix.DirEntry.inode posix.DirEntry.is_junction posix.DirEntry.is_symlink set.clear set.copy set.pop str.capitalize
  str.casefold str.isalnum str.isalpha str.isascii str.isdecimal str.isdigit str.isidentifier str.islower str.isnumeric
  str.isprintable str.isspace str.istitle str.isupper str.lower str.swapcase str.title str.upper time.monotonic
  time.monotonic_ns time.perf_counter time.perf_counter_ns time.process_time time.process_time_ns time.thread_time
  time.thread_time_ns time.time time.time_ns time.tzset type.__subclasses__ type.mro typing.ParamSpec.has_default
  typing.TypeVar.has_default typing.TypeVarTuple.has_default weakref.ProxyType.__bytes__
($self, /, **changes) => *.__replace__ code.replace
($self, /, *, encoding=None, errors=None, newline=None,^            line_buffering=None, write_through=None) =>
  _io.TextIOWrapper.reconfigure
($self, /, *, follow_symlinks=True) => posix.DirEntry.is_dir posix.DirEntry.is_file posix.DirEntry.stat
($self, /, *, key=None, reverse=False) => list.sort
($self, /, *args, **kwargs) => *.__call__ *.__init__ str.format
($self, /, *exc_info) => *.__exit__
($self, /, *others) => frozenset.difference frozenset.intersection frozenset.union set.difference set.difference_update
  set.intersection set.intersection_update set.union set.update
($self, /, blocking=True, timeout=-1) => _thread.RLock.acquire _thread.lock.acquire _thread.lock.acquire_lock
($self, /, buffer, offset=0) => _struct.Struct.unpack_from
($self, /, encoding='utf-8', errors='strict') => bytearray.decode bytes.decode str.encode
($self, /, format, shape=<unrepresentable>) => memoryview.cast
($self, /, input, final=False) => _io.IncrementalNewlineDecoder.decode
($self, /, keepends=False) => bytearray.splitlines bytes.splitlines str.splitlines
($self, /, key, default=<unrepresentable>) => collections.OrderedDict.pop
($self, /, key, default=None) => collections.OrderedDict.setdefault
($self, /, key, last=True) => collections.OrderedDict.move_to_end
($self, /, last=True) => collections.OrderedDict.popitem
($self, /, length=1, byteorder='big', *, signed=False) => int.to_bytes
($self, /, oparg) => code._varname_from_oparg
($self, /, order='C') => memoryview.tobytes
($self, /, sep=<unrepresentable>, bytes_per_sep=1) => bytearray.hex bytes.hex memoryview.hex
($self, /, sep=None, maxsplit=-1) => bytearray.rsplit bytearray.split bytes.rsplit bytes.split str.rsplit str.split
($self, /, tabsize=8) => bytearray.expandtabs bytes.expandtabs str.expandtabs
($self, alias, args, /) => *.__typing_prepare_subst__
($self, arg, /) => *.__typing_subst__
($self, b, /) => _io.BytesIO.write _io.FileIO.write _io._BufferedIOBase.write
($self, bb, /) => array.array.extend
($self, buffer, /) => *.__release_buffer__ _io.BufferedRandom.readinto _io.BufferedRandom.readinto1
  _io.BufferedRandom.write _io.BufferedReader.readinto _io.BufferedReader.readinto1 _io.BufferedWriter.write
  _io.BytesIO.readinto _io.FileIO.readinto _io._BufferedIOBase.readinto _io._BufferedIOBase.readinto1
  _struct.Struct.iter_unpack _struct.Struct.unpack array.array.frombytes
($self, bytes=None, /) => bytearray.lstrip bytearray.rstrip bytearray.strip bytes.lstrip bytes.rstrip bytes.strip
($self, chars=None, /) => str.lstrip str.rstrip str.strip
($self, cookie, whence=os.SEEK_SET, /) => _io.TextIOWrapper.seek
($self, default=<unrepresentable>, /) => _contextvars.ContextVar.get
($self, f, /) => array.array.tofile
($self, f, n, /) => array.array.fromfile
($self, flags, /) => *.__buffer__
($self, format_spec, /) => *.__format__
($self, hint=-1, /) => _io._IOBase.readlines
($self, i, v, /) => array.array.insert
($self, i=-1, /) => array.array.pop
($self, index, /) => list.__getitem__
($self, index, item, /) => bytearray.insert
($self, index, object, /) => list.insert
($self, index, value, /) => collections.deque.insert
($self, index=-1, /) => bytearray.pop list.pop
($self, instance, /) => *.__delete__ type.__instancecheck__
($self, instance, owner=None, /) => *.__get__
($self, instance, value, /) => *.__set__
($self, item, /) => bytearray.append collections.deque.append collections.deque.appendleft
($self, iterable, /) => collections.deque.extend collections.deque.extendleft list.extend str.join
($self, iterable_of_bytes, /) => bytearray.join bytes.join
($self, iterable_of_ints, /) => bytearray.extend
($self, k, /) => _random.Random.getrandbits
($self, key, /) => *.__contains__ *.__delitem__ *.__getitem__
($self, key, default=<unrepresentable>, /) => dict.pop
($self, key, default=None, /) => _contextvars.Context.get dict.get dict.setdefault mappingproxy.get
($self, key, value, /) => *.__setitem__
($self, lines, /) => _io.BytesIO.writelines _io._IOBase.writelines
($self, list, /) => array.array.fromlist
($self, mapping, /) => str.format_map
($self, n=1, /) => collections.deque.rotate
($self, n=None, /) => _random.Random.seed
($self, name, /) => *.__delattr__ *.__getattribute__
($self, name, value, /) => *.__setattr__
($self, ndigits=<unrepresentable>, /) => int.__round__
($self, ndigits=None, /) => float.__round__
($self, object, /) => *.__mro_entries__ *.__reduce_ex__ *.__setstate__ _io.FileIO._dealloc_warn _json.encode_basestring
  _json.encode_basestring_ascii _string.formatter_field_name_split _string.formatter_parser async_generator.asend
  collections.defaultdict.__missing__ coroutine.send dict_items.isdisjoint dict_keys.isdisjoint frozenset.__contains__
  generator.send list.append property.deleter property.getter property.setter range.count range.index set.__contains__
  set.add set.discard set.remove slice.indices time.mktime time.sleep types.GenericAlias.__instancecheck__
  types.GenericAlias.__subclasscheck__
($self, offset, whence=os.SEEK_SET, /) => _io._IOBase.seek
($self, old, new, /, count=-1) => str.replace
($self, old, new, count=-1, /) => bytearray.replace bytes.replace
($self, other, /) => frozenset.isdisjoint frozenset.issubset frozenset.issuperset frozenset.symmetric_difference
  set.isdisjoint set.issubset set.issuperset set.symmetric_difference set.symmetric_difference_update
($self, owner, name, /) => property.__set_name__
($self, pos, whence=0, /) => _io.BytesIO.seek _io.FileIO.seek _io.StringIO.seek
($self, pos=None, /) => _io.BufferedRandom.truncate _io.BufferedReader.truncate _io.BufferedWriter.truncate
  _io.StringIO.truncate _io.TextIOWrapper.truncate
($self, prefix, /) => bytearray.removeprefix bytes.removeprefix str.removeprefix
($self, prefix[, start[, end]], /) => bytearray.startswith bytes.startswith str.startswith
($self, proto=0, /) => bytearray.__reduce_ex__
($self, protocol, /) => object.__reduce_ex__
($self, s, /) => _io.StringIO.write _io._TextIOBase.write
($self, sep, /) => bytearray.partition bytearray.rpartition bytes.partition bytes.rpartition str.partition
  str.rpartition
($self, size=-1, /) => _io.BufferedRandom.read _io.BufferedRandom.read1 _io.BufferedRandom.readline
  _io.BufferedReader.read _io.BufferedReader.read1 _io.BufferedReader.readline _io.BytesIO.read _io.BytesIO.read1
  _io.BytesIO.readline _io.FileIO.read _io.StringIO.read _io.StringIO.readline _io.TextIOWrapper.read
  _io.TextIOWrapper.readline _io._BufferedIOBase.read _io._BufferedIOBase.read1 _io._IOBase.readline
  _io._RawIOBase.read _io._TextIOBase.read _io._TextIOBase.readline
($self, size=0, /) => _io.BufferedRandom.peek _io.BufferedReader.peek
($self, size=None, /) => _io.BytesIO.readlines _io.BytesIO.truncate _io.FileIO.truncate _io._IOBase.truncate
($self, source, /) => _io.BufferedRandom._dealloc_warn _io.BufferedReader._dealloc_warn
  _io.BufferedWriter._dealloc_warn
($self, state, /) => _io.IncrementalNewlineDecoder.setstate _io.StringIO.__setstate__ _random.Random.setstate
  _thread.RLock._acquire_restore
($self, sub[, start[, end]], /) => bytearray.count bytearray.find bytearray.index bytearray.rfind bytearray.rindex
  bytes.count bytes.find bytes.index bytes.rfind bytes.rindex str.count str.find str.index str.rfind str.rindex
($self, subclass, /) => type.__subclasscheck__
($self, suffix, /) => bytearray.removesuffix bytes.removesuffix str.removesuffix
($self, suffix[, start[, end]], /) => bytearray.endswith bytes.endswith str.endswith
($self, table, /) => str.translate
($self, table, /, delete=b'') => bytearray.translate bytes.translate
($self, target, whence=0, /) => _io.BufferedRandom.seek _io.BufferedReader.seek _io.BufferedWriter.seek
($self, text, /) => _io.TextIOWrapper.write
($self, token, /) => _contextvars.ContextVar.reset
($self, unused, /) => array.array.__deepcopy__
($self, ustr, /) => array.array.fromunicode
($self, v, /) => array.array.append array.array.count array.array.remove
($self, v, start=0, stop=sys.maxsize, /) => array.array.index
($self, value, /) => *.__add__ *.__and__ *.__divmod__ *.__eq__ *.__floordiv__ *.__ge__ *.__gt__ *.__iadd__ *.__iand__
  *.__imul__ *.__ior__ *.__isub__ *.__ixor__ *.__le__ *.__lshift__ *.__lt__ *.__mod__ *.__mul__ *.__ne__ *.__or__
  *.__radd__ *.__rand__ *.__rdivmod__ *.__rfloordiv__ *.__rlshift__ *.__rmod__ *.__rmul__ *.__ror__ *.__rrshift__
  *.__rshift__ *.__rsub__ *.__rtruediv__ *.__rxor__ *.__sub__ *.__truediv__ *.__xor__ _contextvars.ContextVar.set
  array.array.__reduce_ex__ bytearray.remove collections.deque.count collections.deque.remove list.count list.remove
  tuple.count weakref.CallableProxyType.__ifloordiv__ weakref.CallableProxyType.__ilshift__
  weakref.CallableProxyType.__imatmul__ weakref.CallableProxyType.__imod__ weakref.CallableProxyType.__ipow__
  weakref.CallableProxyType.__irshift__ weakref.CallableProxyType.__itruediv__ weakref.CallableProxyType.__matmul__
  weakref.CallableProxyType.__rmatmul__ weakref.ProxyType.__ifloordiv__ weakref.ProxyType.__ilshift__
  weakref.ProxyType.__imatmul__ weakref.ProxyType.__imod__ weakref.ProxyType.__ipow__ weakref.ProxyType.__irshift__
  weakref.ProxyType.__itruediv__ weakref.ProxyType.__matmul__ weakref.ProxyType.__rmatmul__
($self, value, [start, [stop]]) => collections.deque.index
($self, value, mod=None, /) => *.__pow__ *.__rpow__
($self, value, start=0, stop=sys.maxsize, /) => list.index tuple.index
($self, width, /) => bytearray.zfill bytes.zfill str.zfill
($self, width, fillchar=' ', /) => str.center str.ljust str.rjust
($self, width, fillchar=b' ', /) => bytearray.center bytearray.ljust bytearray.rjust bytes.center bytes.ljust
  bytes.rjust
($type, *args, **kwargs) => *.__new__
($type, /) => object.__init_subclass__
($type, /, bytes, byteorder='big', *, signed=False) => int.from_bytes
($type, /, iterable, value=None) => collections.OrderedDict.fromkeys
($type, /, object, flags) => memoryview._from_flags
($type, iterable, /) => itertools.chain.from_iterable
($type, iterable, value=None, /) => dict.fromkeys
($type, object, /) => *.__class_getitem__ object.__subclasshook__
($type, string, /) => bytearray.fromhex bytes.fromhex float.fromhex
($type, typestr, /) => float.__getformat__
() => NoneType NotImplementedType _thread._local _thread.lock ellipsis object
(*iterables) => itertools.chain
(*iterables, fillvalue=None) => itertools.zip_longest
(*iterables, repeat=1) => itertools.product
(*iterables, strict=False) => zip
([contents]) => cell
([iterable[, maxlen]]) => collections.deque
(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,^     flags, codestring, constants, names, varnames, filename, name,^     qualname, firstlineno, linetable, exceptiontable, freevars=(),^     cellvars=(), /) =>
  code
(attr, /, *attrs) => operator.attrgetter
(buffer, encoding=None, errors=None, newline=None,^              line_buffering=False, write_through=False) =>
  _io.TextIOWrapper
(code, globals, name=None, argdefs=None, closure=None,^         kwdefaults=None) => function
(data, selectors) => itertools.compress
(decoder, translate, errors='strict') => _io.IncrementalNewlineDecoder
(fget=None, fset=None, fdel=None, doc=None) => property
(file, mode='r', closefd=True, opener=None) => _io.FileIO
(func, /, *args, **keywords) => functools.partial
(function, /) => classmethod staticmethod
(function, instance, /) => method
(function, iterable, /) => filter itertools.filterfalse itertools.starmap
(function, iterable, /, *iterables) => map
(initial_bytes=b'') => _io.BytesIO
(initial_value='', newline='\n') => _io.StringIO
(item, /, *items) => operator.itemgetter
(iterable, /) => itertools._tee itertools.cycle itertools.pairwise
(iterable, func=None, *, initial=None) => itertools.accumulate
(iterable, key=None) => itertools.groupby
(iterable, n, *, strict=False) => itertools.batched
(iterable, r) => itertools.combinations itertools.combinations_with_replacement
(iterable, r=None) => itertools.permutations
(iterable, start=0) => enumerate
(iterable=(), /) => frozenset list set tuple
(mapping) => mappingproxy
(mapping_or_iterable=(), /, **kwargs) => types.SimpleNamespace
(name, /, *args, **kwargs) => operator.methodcaller
(name, doc=None) => module
(object) => memoryview
(object=False, /) => bool
(origin, args, /) => types.GenericAlias
(predicate, iterable, /) => itertools.dropwhile itertools.takewhile
(raw, buffer_size=DEFAULT_BUFFER_SIZE) => _io.BufferedRandom _io.BufferedReader _io.BufferedWriter
(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /) => _io.BufferedRWPair
(real=0, imag=0) => complex
(sched_priority) => posix.sched_param
(sequence, /) => reversed
(start=0, step=1) => itertools.count
(tb_next, tb_frame, tb_lasti, tb_lineno) => traceback
(x=0, /) => float
`;

let known: ReadonlyMap<string, string> | undefined;

function readTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  let signature = '';
  for (const line of RECORDED.trim().split('\n')) {
    const arrow = line.lastIndexOf(' =>');
    if (arrow >= 0) signature = line.slice(0, arrow).replaceAll('^', '\n');
    for (const name of line
      .slice(arrow < 0 ? 0 : arrow + 3)
      .trim()
      .split(' '))
      table.set(name, signature === '-' ? '' : signature);
  }
  return table;
}

/** The signature of a function `module.name`, of a type or of a method `type.name`; '' for none, undefined if it is not known. */
export function recordedSignature(name: string): string | undefined {
  known ??= readTable();
  return known.get(name) ?? known.get(`*${name.slice(name.lastIndexOf('.'))}`);
}
