/* Whom the client takes for the server, and what it does with an identity that is none. CAIRN_SCRATCH is a folder to write in. */
#include <sys/stat.h>

#include "support.h"

static void ping_with(const char *address, const char *identity, cairn_code expected) {
  cairn_options options = live_options();
  options.address = address;
  options.identity = identity;
  options.connect_attempts_max = 1;
  cairn_client *client = cairn_client_create(&options, NULL);
  CHECK(client != NULL);
  cairn_ping(client, 5000, NULL);
  CHECK_CODE(cairn_client_status(client), expected);
  cairn_client_destroy(client);
}

static void copy(const char *from, const char *to, const char *name, const char *instead) {
  char path[1024], bytes[65536];
  snprintf(path, sizeof path, "%s/%s", from, instead != NULL ? instead : name);
  FILE *file = fopen(path, "rb");
  CHECK(file != NULL);
  size_t count = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  snprintf(path, sizeof path, "%s/%s", to, name);
  file = fopen(path, "wb");
  CHECK(file != NULL && fwrite(bytes, 1, count, file) == count && fclose(file) == 0);
}

int main(void) {
  cairn_options options = live_options();
  char folder[512], localhost[64], elsewhere[64], loopback[64];
  const char *port = strrchr(options.address, ':');
  snprintf(localhost, sizeof localhost, "localhost%s", port);
  snprintf(elsewhere, sizeof elsewhere, "127.0.0.2%s", port);
  snprintf(loopback, sizeof loopback, "127.0.0.1%s", port);

  ping_with(loopback, options.identity, CAIRN_OK);
  ping_with(localhost, options.identity, CAIRN_OK);
  /* It answers there too, and its certificate is for another name. */
  ping_with(elsewhere, options.identity, CAIRN_UNAUTHENTICATED);
  /* In clear to a port for TLS. */
  ping_with(loopback, NULL, CAIRN_UNAVAILABLE);
  ping_with(loopback, "/nonexistent", CAIRN_FAILED_PRECONDITION);

  snprintf(folder, sizeof folder, "%s/other-root", getenv("CAIRN_SCRATCH"));
  CHECK(mkdir(folder, 0700) == 0);
  copy(options.identity, folder, "certificate.pem", NULL);
  copy(options.identity, folder, "key.pem", NULL);
  /* A root that did not sign the server: the system's own certificate. */
  copy(options.identity, folder, "root.pem", "certificate.pem");
  ping_with(loopback, folder, CAIRN_UNAUTHENTICATED);
  copy(options.identity, folder, "key.pem", "root.pem");
  ping_with(loopback, folder, CAIRN_FAILED_PRECONDITION);
  return EXIT_SUCCESS;
}
