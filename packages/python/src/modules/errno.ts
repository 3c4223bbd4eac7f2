import { dictSet, newDict } from '../objects/dict.js';
import { intFromWord } from '../objects/int.js';
import { ERROR_NUMBERS } from '../runtime/error-numbers.js';
import { type NativeModule, storeOwned } from './module.js';

/** The module errno. */

/** The names in the order in which CPython enters them; the later one of two names for a number is the one shown. */
const NAMES =
  'ENODEV ENOCSI EHOSTUNREACH ENOMSG EUCLEAN EL2NSYNC EL2HLT ENODATA ENOTBLK ENOSYS EPIPE EINVAL EOVERFLOW EADV ' +
  'EINTR EUSERS ENOTEMPTY ENOBUFS EPROTO EREMOTE ENAVAIL ECHILD ELOOP EXDEV E2BIG ESRCH EMSGSIZE EAFNOSUPPORT EBADR ' +
  'EHOSTDOWN EPFNOSUPPORT ENOPROTOOPT EBUSY EWOULDBLOCK EBADFD EDOTDOT EISCONN ENOANO ESHUTDOWN ECHRNG ELIBBAD ' +
  'ENONET EBADE EBADF EMULTIHOP EIO EUNATCH EPROTOTYPE ENOSPC ENOEXEC EALREADY ENETDOWN ENOTNAM EACCES ELNRNG ' +
  'EILSEQ ENOTDIR ENOTUNIQ EPERM EDOM EXFULL ECONNREFUSED EISDIR EPROTONOSUPPORT EROFS EADDRNOTAVAIL EIDRM ECOMM ' +
  'ESRMNT EREMOTEIO EL3RST EBADMSG ENFILE ELIBMAX ESPIPE ENOLINK ENETRESET ETIMEDOUT ENOENT EEXIST EDQUOT ENOSTR ' +
  'EBADSLT EBADRQC ELIBACC EFAULT EFBIG EDEADLK ENOTCONN EDESTADDRREQ ELIBSCN ENOLCK EISNAM ECONNABORTED ' +
  'ENETUNREACH ESTALE ENOSR ENOMEM ENOTSOCK ESTRPIPE EMLINK ERANGE ELIBEXEC EL3HLT ECONNRESET EADDRINUSE EOPNOTSUPP ' +
  'EREMCHG EAGAIN ENAMETOOLONG ENOTTY ERESTART ESOCKTNOSUPPORT ETIME EBFONT EDEADLOCK ETOOMANYREFS EMFILE ETXTBSY ' +
  'EINPROGRESS ENXIO ENOPKG ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ' +
  'ENOTRECOVERABLE ERFKILL ENOTSUP';

/** The module errno. */
export const errnoModule: NativeModule = {
  name: 'errno',
  doc: 'This module makes available standard errno system symbols.',
  init: (rt, dict) => {
    const names = newDict(rt);
    if (names === 0) return false;
    const mark = rt.mark();
    rt.hold(names);
    let filled = dictSet(rt, dict, rt.name('errorcode'), names);
    for (const name of NAMES.split(' ')) {
      const number = filled ? intFromWord(rt, ERROR_NUMBERS.get(name)!) : 0;
      filled = number !== 0 && dictSet(rt, names, number, rt.name(name)) && storeOwned(rt, dict, name, number);
    }
    rt.releaseTo(mark);
    return filled;
  },
};
