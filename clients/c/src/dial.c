#include "dial.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "clock.h"

static bool set_flags(int fd) {
  int flags = fcntl(fd, F_GETFL);
  return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

/* Waits until the connection stands; 0, or an errno. */
static int await_connection(int fd, int64_t until) {
  struct pollfd polled = {.fd = fd, .events = POLLOUT};
  for (;;) {
    int count = poll(&polled, 1, crn_poll_ms(until));
    if (count < 0 && errno != EINTR) return errno;
    if (count > 0) break;
    if (count == 0 && crn_poll_ms(until) == 0) return ETIMEDOUT;
  }
  int error = 0;
  socklen_t count = sizeof error;
  return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &count) == 0 ? error : errno;
}

/* The socket, or -1 and *error. */
static int dial(int family, const struct sockaddr *name, socklen_t name_bytes, int64_t until, int *error) {
  int fd = socket(family, SOCK_STREAM, 0);
  if (fd < 0 || !set_flags(fd)) {
    *error = errno;
  } else if (connect(fd, name, name_bytes) == 0) {
    return fd;
  } else {
    /* A Unix socket whose queue is full says EAGAIN and does not go on by itself. */
    *error = errno == EINPROGRESS || errno == EINTR ? await_connection(fd, until) : errno;
    if (*error == 0) return fd;
  }
  if (fd >= 0) close(fd);
  return -1;
}

static bool is_loopback(const struct sockaddr *name) {
  if (name->sa_family == AF_INET) {
    struct sockaddr_in v4;
    memcpy(&v4, name, sizeof v4);
    return (ntohl(v4.sin_addr.s_addr) >> 24) == 127;
  }
  struct sockaddr_in6 v6;
  memcpy(&v6, name, sizeof v6);
  return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr) != 0;
}

static int dial_unix(const crn_address *address, int64_t until, int *error) {
  struct sockaddr_un name;
  memset(&name, 0, sizeof name);
  name.sun_family = AF_UNIX;
  /* The address was checked to fit. */
  memcpy(name.sun_path, address->name, strlen(address->name));
  return dial(AF_UNIX, (const struct sockaddr *)&name, sizeof name, until, error);
}

int crn_dial(const crn_address *address, bool is_encrypted, int64_t until, cairn_status *status, bool *is_final) {
  int error = 0;
  int fd = -1;
  if (address->is_unix) {
    fd = dial_unix(address, until, &error);
    if (fd < 0) crn_status_set(status, CAIRN_UNAVAILABLE, "cannot connect to unix:%s: %s", address->name, strerror(error));
    return fd;
  }

  struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
  struct addrinfo *found = NULL;
  int fault = getaddrinfo(address->name, address->port, &hints, &found);
  if (fault != 0) {
    crn_status_set(status, CAIRN_UNAVAILABLE, "cannot find %s: %s", address->name, gai_strerror(fault));
    return -1;
  }
  bool is_allowed = false;
  for (const struct addrinfo *at = found; at != NULL && fd < 0; at = at->ai_next) {
    if (at->ai_family != AF_INET && at->ai_family != AF_INET6) continue;
    if (!is_encrypted && !is_loopback(at->ai_addr)) continue;
    is_allowed = true;
    /* An address that does not answer leaves time for the next. */
    int64_t now = crn_now();
    int64_t share = at->ai_next == NULL ? until : now + (until - now) / 2;
    fd = dial(at->ai_family, at->ai_addr, at->ai_addrlen, share, &error);
  }
  freeaddrinfo(found);
  if (fd >= 0) {
    /* Without it requests wait for each other; where it cannot be set they just do. */
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
  } else if (is_allowed) {
    crn_status_set(status, CAIRN_UNAVAILABLE, "cannot connect to %s:%s: %s", address->name, address->port, strerror(error));
  } else {
    *is_final = true;
    crn_status_set(status, CAIRN_FAILED_PRECONDITION,
                   "%s is not this machine: without an identity only this machine is spoken to, in clear", address->name);
  }
  return fd;
}
