#include "transport.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "dial.h"
#include "tls.h"

bool crn_transport_open(crn_transport *transport, const crn_address *address, const char *identity, int64_t until,
                        cairn_status *status, bool *is_final) {
  memset(transport, 0, sizeof *transport);
  *is_final = false;
  transport->fd = crn_dial(address, identity != NULL, until, status, is_final);
  if (transport->fd < 0) return false;
  if (identity == NULL || address->is_unix) return true;

  transport->ssl = crn_tls_new(transport->fd, identity, address->name, status);
  if (transport->ssl == NULL) {
    *is_final = true;
  } else if (crn_tls_handshake(transport, until, status, is_final)) {
    return true;
  }
  crn_transport_close(transport);
  return false;
}

static ptrdiff_t ended(crn_transport *transport, const char *why) {
  snprintf(transport->why, sizeof transport->why, "%s", why);
  return -1;
}

/* What a call of TLS that did nothing means. */
static ptrdiff_t tls_result(crn_transport *transport, int result, bool *wants_other, int other) {
  int error = SSL_get_error(transport->ssl, result);
  if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) {
    *wants_other = error == other;
    return 0;
  }
  crn_tls_explain(error, transport->why, sizeof transport->why);
  return -1;
}

ptrdiff_t crn_transport_read(crn_transport *transport, uint8_t *bytes, size_t count) {
  if (transport->ssl != NULL) {
    size_t taken = 0;
    transport->read_wants_write = false;
    crn_tls_begin();
    int result = SSL_read_ex(transport->ssl, bytes, count, &taken);
    if (result == 1) return (ptrdiff_t)taken;
    return tls_result(transport, result, &transport->read_wants_write, SSL_ERROR_WANT_WRITE);
  }
  ssize_t taken;
  do taken = recv(transport->fd, bytes, count, 0);
  while (taken < 0 && errno == EINTR);
  if (taken > 0) return taken;
  if (taken == 0) return ended(transport, "the server hung up");
  return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : ended(transport, strerror(errno));
}

ptrdiff_t crn_transport_write(crn_transport *transport, const uint8_t *bytes, size_t count) {
  if (transport->ssl != NULL) {
    size_t taken = 0;
    transport->write_wants_read = false;
    crn_tls_begin();
    int result = SSL_write_ex(transport->ssl, bytes, count, &taken);
    if (result == 1) return (ptrdiff_t)taken;
    return tls_result(transport, result, &transport->write_wants_read, SSL_ERROR_WANT_READ);
  }
  ssize_t taken;
  do taken = send(transport->fd, bytes, count, MSG_NOSIGNAL);
  while (taken < 0 && errno == EINTR);
  if (taken >= 0) return taken;
  return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : ended(transport, strerror(errno));
}

int crn_transport_wait(crn_transport *transport, bool to_write, int64_t until) {
  struct pollfd polled = {.fd = transport->fd, .events = POLLIN};
  if ((to_write && !transport->write_wants_read) || transport->read_wants_write) polled.events |= POLLOUT;
  for (;;) {
    int count = poll(&polled, 1, crn_poll_ms(until));
    if (count > 0) return 1;
    if (count == 0) {
      if (crn_poll_ms(until) == 0) return 0;
    } else if (errno != EINTR) {
      return (int)ended(transport, strerror(errno));
    }
  }
}

void crn_transport_close(crn_transport *transport) {
  if (transport->ssl != NULL) {
    crn_tls_begin();
    SSL_shutdown(transport->ssl);
    SSL_free(transport->ssl);
  }
  if (transport->fd >= 0) close(transport->fd);
  transport->ssl = NULL;
  transport->fd = -1;
}
