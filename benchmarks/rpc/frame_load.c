/* Loads a server with unary calls over Cairn frames: so many connections, so many calls in flight on each, all the same
 * call. Prints calls per second. What h2load is to gRPC.
 *
 * usage: frame_load PORT CONNECTIONS IN_FLIGHT CALLS METHOD */
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEADER = 12, CALL = 2, END = 5, LAST = 1, BUFFER = 1 << 16, CONNECTIONS_MAX = 1024 };

struct connection {
  int socket;
  uint32_t last_id;
  uint64_t in_flight;
  size_t preface_left;
  size_t out_from, out_to;
  size_t in_bytes;
  uint8_t out[BUFFER];
  uint8_t in[BUFFER];
};

static struct connection connections[CONNECTIONS_MAX];
static uint8_t head[512];
static size_t head_bytes;
static uint64_t calls_to_send, calls_to_end, calls_failed;

static void die(const char *what) {
  fprintf(stderr, "frame_load: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void put32(uint8_t *at, uint32_t value) {
  at[0] = (uint8_t)(value >> 24), at[1] = (uint8_t)(value >> 16), at[2] = (uint8_t)(value >> 8), at[3] = (uint8_t)value;
}

static uint32_t get32(const uint8_t *at) {
  return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void header(uint8_t *at, uint32_t payload, uint8_t type, uint8_t flags, uint16_t head_length, uint32_t id) {
  put32(at, payload);
  at[4] = type, at[5] = flags, at[6] = (uint8_t)(head_length >> 8), at[7] = (uint8_t)head_length;
  put32(at + 8, id);
}

static void open_connection(struct connection *connection, uint16_t port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  int one = 1;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connection->socket = socket(AF_INET, SOCK_STREAM, 0);
  if (connection->socket < 0 || connect(connection->socket, (struct sockaddr *)&address, sizeof address) != 0) {
    die("cannot connect");
  }
  setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  memcpy(connection->out, "CAIRN/1\n", 8);
  header(connection->out + 8, 0, 1, 0, 0, 0);
  connection->out_to = 8 + HEADER;
  connection->preface_left = 8;
}

/* Puts as many calls into the buffer as may be in flight. */
static void fill(struct connection *connection, uint64_t in_flight_max) {
  if (connection->out_from > 0) {
    memmove(connection->out, connection->out + connection->out_from, connection->out_to - connection->out_from);
    connection->out_to -= connection->out_from;
    connection->out_from = 0;
  }
  while (calls_to_send > 0 && connection->in_flight < in_flight_max &&
         connection->out_to + HEADER + head_bytes <= BUFFER) {
    uint8_t *at = connection->out + connection->out_to;
    header(at, (uint32_t)head_bytes, CALL, LAST, (uint16_t)head_bytes, ++connection->last_id);
    memcpy(at + HEADER, head, head_bytes);
    connection->out_to += HEADER + head_bytes;
    connection->in_flight += 1;
    calls_to_send -= 1;
  }
}

static void drain(struct connection *connection) {
  while (connection->out_from < connection->out_to) {
    ssize_t sent = send(
        connection->socket, connection->out + connection->out_from, connection->out_to - connection->out_from,
        MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) return;
    if (sent < 0) die("cannot send");
    connection->out_from += (size_t)sent;
  }
}

static void take(struct connection *connection) {
  ssize_t received =
      recv(connection->socket, connection->in + connection->in_bytes, BUFFER - connection->in_bytes, MSG_DONTWAIT);
  if (received < 0 && errno == EAGAIN) return;
  if (received <= 0) die("the server ended the connection");
  connection->in_bytes += (size_t)received;
  size_t from = 0;
  if (connection->preface_left > 0) {
    if (connection->in_bytes < connection->preface_left) return;
    from = connection->preface_left;
    connection->preface_left = 0;
  }
  while (connection->in_bytes - from >= HEADER) {
    const uint8_t *at = connection->in + from;
    size_t frame = HEADER + get32(at);
    if (frame > BUFFER) die("an answer is longer than this program takes");
    if (connection->in_bytes - from < frame) break;
    if (at[4] == END) {
      connection->in_flight -= 1;
      calls_to_end -= 1;
      /* A head on the end of a call without metadata is an error. */
      if (at[6] != 0 || at[7] != 0) calls_failed += 1;
    }
    from += frame;
  }
  memmove(connection->in, connection->in + from, connection->in_bytes - from);
  connection->in_bytes -= from;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: frame_load PORT CONNECTIONS IN_FLIGHT CALLS METHOD\n");
    return 2;
  }
  const uint16_t port = (uint16_t)atoi(argv[1]);
  const size_t count = (size_t)atoi(argv[2]);
  const uint64_t in_flight = (uint64_t)atoll(argv[3]);
  const uint64_t calls = (uint64_t)atoll(argv[4]);
  const size_t method_bytes = strlen(argv[5]);
  if (count == 0 || count > CONNECTIONS_MAX || method_bytes > 120) {
    fprintf(stderr, "frame_load: 1 to %d connections, a method of at most 120 bytes\n", CONNECTIONS_MAX);
    return 2;
  }
  /* CallHeader { method = 1 } */
  head[0] = 0x0A, head[1] = (uint8_t)method_bytes;
  memcpy(head + 2, argv[5], method_bytes);
  head_bytes = 2 + method_bytes;
  calls_to_send = calls_to_end = calls;

  struct pollfd polls[CONNECTIONS_MAX];
  for (size_t i = 0; i < count; i++) open_connection(&connections[i], port);
  const double began = now();
  while (calls_to_end > 0) {
    for (size_t i = 0; i < count; i++) {
      fill(&connections[i], in_flight);
      drain(&connections[i]);
      polls[i].fd = connections[i].socket;
      polls[i].events = (short)(POLLIN | (connections[i].out_from < connections[i].out_to ? POLLOUT : 0));
    }
    if (poll(polls, (nfds_t)count, 10000) <= 0) die("no answer in ten seconds");
    for (size_t i = 0; i < count; i++) {
      if (polls[i].revents & (POLLIN | POLLHUP | POLLERR)) take(&connections[i]);
    }
  }
  printf("%.0f\n", (double)calls / (now() - began));
  if (calls_failed > 0) fprintf(stderr, "frame_load: %llu calls failed\n", (unsigned long long)calls_failed);
  return calls_failed > 0 ? 1 : 0;
}
