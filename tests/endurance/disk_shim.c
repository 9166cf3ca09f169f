/* Stands between a process and its disk (LD_PRELOAD): writes down what goes to the files of one folder, in order, and
   lets the n-th write fail. Compiled by the tests that use it (disk_shim.py).

   AEGLE_SHIM_ROOT  the folder        AEGLE_SHIM_LOG  where to write down; empty: only count and fail
   A record of the log: kind (1 byte), length of the path (2), offset (8), length of the data (4), path, data. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MANY 4096
static char *paths[MANY];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static long writes, fail_from, fail_until;

static const char *root(void) {
    static const char *found;
    if (!found) found = getenv("AEGLE_SHIM_ROOT");
    return found ? found : "";
}

static int is_ours(const char *path) {
    size_t length = strlen(root());
    return length && path && !strncmp(path, root(), length) && path[length] == '/';
}

static void note(char kind, const char *path, uint64_t at, const void *data, uint32_t size) {
    const char *name = getenv("AEGLE_SHIM_LOG");
    if (!name || !*name) return;
    pthread_mutex_lock(&lock);
    if (log_fd < 0) log_fd = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    uint16_t length = (uint16_t)strlen(path);
    char head[15];
    head[0] = kind;
    memcpy(head + 1, &length, 2);
    memcpy(head + 3, &at, 8);
    memcpy(head + 11, &size, 4);
    char *whole = malloc(15 + (size_t)length + size);
    memcpy(whole, head, 15);
    memcpy(whole + 15, path, length);
    if (size) memcpy(whole + 15 + length, data, size);
    size_t total = 15 + (size_t)length + size, done = 0;
    while (done < total) {
        long n = syscall(SYS_write, log_fd, whole + done, total - done);
        if (n <= 0) abort();
        done += (size_t)n;
    }
    free(whole);
    pthread_mutex_unlock(&lock);
}

/* for the tests, by ctypes */
void shim_mark(const char *said) { note('M', root(), 0, said, (uint32_t)strlen(said)); }
long shim_writes(void) { return writes; }
void shim_fail(long first, long last) { writes = 0; fail_from = first; fail_until = last; }

/* whether this write is to fail: the disk is full */
static int is_full(const char *path) {
    (void)path;
    long now = __sync_add_and_fetch(&writes, 1);
    if (fail_from && now >= fail_from && now <= fail_until) { errno = ENOSPC; return 1; }
    return 0;
}

static const char *path_of(int fd) { return fd >= 0 && fd < MANY ? paths[fd] : NULL; }

static void remember(int fd, const char *path, int flags) {
    if (fd < 0 || fd >= MANY) return;
    free(paths[fd]);
    paths[fd] = NULL;
    if (!is_ours(path) && strcmp(path, root())) return;
    paths[fd] = strdup(path);
    if (flags & O_TRUNC) note('T', path, 0, NULL, 0);
}

static int opened(const char *path, int flags, mode_t mode) {
    if (is_ours(path) && (flags & O_CREAT) && access(path, F_OK)) {
        if (is_full(path)) return -1;
        int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
        if (fd >= 0) note('C', path, 0, NULL, 0);
        remember(fd, path, flags & ~O_TRUNC);
        return fd;
    }
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    remember(fd, path, flags);
    return fd;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        mode_t mode = 0;                                                                                               \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
        return opened(path, flags, mode);                                                                              \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                                   \
    int name(int folder, const char *path, int flags, ...) {                                                           \
        mode_t mode = 0;                                                                                               \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
        if (path[0] == '/' || folder == AT_FDCWD) return opened(path, flags, mode);                                    \
        return (int)syscall(SYS_openat, folder, path, flags, mode);                                                    \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    if (fd >= 0 && fd < MANY && paths[fd]) { free(paths[fd]); paths[fd] = NULL; }
    return (int)syscall(SYS_close, fd);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    const char *path = path_of(fd);
    if (path && is_full(path)) return -1;
    ssize_t done = syscall(SYS_pwrite64, fd, data, size, at);
    if (path && done > 0) note('W', path, (uint64_t)at, data, (uint32_t)done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

ssize_t write(int fd, const void *data, size_t size) {
    const char *path = path_of(fd);
    if (!path) return syscall(SYS_write, fd, data, size);
    if (is_full(path)) return -1;
    int is_appending = (int)(syscall(SYS_fcntl, fd, F_GETFL) & O_APPEND);
    off_t at = syscall(SYS_lseek, fd, 0, is_appending ? SEEK_END : SEEK_CUR);
    ssize_t done = syscall(SYS_write, fd, data, size);
    if (done > 0) note('W', path, (uint64_t)at, data, (uint32_t)done);
    return done;
}

int ftruncate64(int fd, off64_t size) {
    int done = (int)syscall(SYS_ftruncate, fd, size);
    if (!done && path_of(fd)) note('T', path_of(fd), (uint64_t)size, NULL, 0);
    return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int truncate(const char *path, off_t size) {
    int done = (int)syscall(SYS_truncate, path, size);
    if (!done && is_ours(path)) note('T', path, (uint64_t)size, NULL, 0);
    return done;
}
int truncate64(const char *path, off64_t size) { return truncate(path, size); }

int posix_fallocate64(int fd, off64_t at, off64_t size) {
    const char *path = path_of(fd);
    if (path && is_full(path)) return ENOSPC;
    long done = syscall(SYS_fallocate, fd, 0, at, size);
    if (!done && path) note('T', path, (uint64_t)(at + size), NULL, 0);
    return done ? errno : 0;
}
int posix_fallocate(int fd, off_t at, off_t size) { return posix_fallocate64(fd, at, size); }

int fsync(int fd) {
    int done = (int)syscall(SYS_fsync, fd);
    if (!done && path_of(fd)) note('S', path_of(fd), 0, NULL, 0);
    return done;
}
int fdatasync(int fd) {
    int done = (int)syscall(SYS_fdatasync, fd);
    if (!done && path_of(fd)) note('S', path_of(fd), 0, NULL, 0);
    return done;
}

int rename(const char *from, const char *to) {
    int done = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (!done && is_ours(to)) {
        for (int fd = 0; fd < MANY; fd++)
            if (paths[fd] && !strcmp(paths[fd], from)) { free(paths[fd]); paths[fd] = strdup(to); }
        note('R', from, 0, to, (uint32_t)strlen(to));
    }
    return done;
}

int unlink(const char *path) {
    int done = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!done && is_ours(path)) note('U', path, 0, NULL, 0);
    return done;
}

int mkdir(const char *path, mode_t mode) {
    int done = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (!done && is_ours(path)) note('D', path, 0, NULL, 0);
    return done;
}
