#include "address.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

static bool copy(char *to, size_t room, const char *from, size_t count) {
  if (count == 0 || count >= room) return false;
  memcpy(to, from, count);
  to[count] = '\0';
  return true;
}

static bool is_port(const char *text) {
  size_t count = strspn(text, "0123456789");
  if (count == 0 || count > 5 || text[count] != '\0') return false;
  long port = strtol(text, NULL, 10);
  return port > 0 && port <= UINT16_MAX;
}

const char *crn_address_parse(const char *text, crn_address *address) {
  memset(address, 0, sizeof *address);
  if (text == NULL) return "no address is given";
  if (strncmp(text, "unix:", 5) == 0) {
    address->is_unix = true;
    struct sockaddr_un name;
    if (!copy(address->name, sizeof name.sun_path, text + 5, strlen(text + 5))) {
      return "the path of the Unix socket is empty, or longer than the system takes";
    }
    return NULL;
  }
  const char *colon = strrchr(text, ':');
  if (colon == NULL || !is_port(colon + 1)) return "an address is HOST:PORT, [IPV6]:PORT or unix:PATH";
  const char *host = text;
  size_t count = (size_t)(colon - text);
  if (count > 2 && host[0] == '[' && host[count - 1] == ']') {
    host += 1;
    count -= 2;
  } else if (memchr(host, ':', count) != NULL || memchr(host, '[', count) != NULL) {
    return "an IPv6 address stands in brackets: [::1]:7400";
  }
  if (!copy(address->name, sizeof address->name, host, count)) return "the host is empty, or too long";
  copy(address->port, sizeof address->port, colon + 1, strlen(colon + 1));
  return NULL;
}
