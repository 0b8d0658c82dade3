/* Which calls are under way on a connection. */
#include <stdlib.h>
#include <string.h>

#include "connection.h"

crn_entry *crn_connection_find(crn_connection *connection, uint32_t id) {
  size_t low = 0;
  size_t high = connection->entry_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (connection->entries[middle].id == id) return &connection->entries[middle];
    if (connection->entries[middle].id < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return NULL;
}

uint32_t crn_connection_add(crn_connection *connection, cairn_stream *stream) {
  if (connection->entry_count == connection->entry_capacity) {
    size_t capacity = connection->entry_capacity == 0 ? 8 : connection->entry_capacity * 2;
    crn_entry *entries = realloc(connection->entries, capacity * sizeof *entries);
    if (entries == NULL) return 0;
    connection->entries = entries;
    connection->entry_capacity = capacity;
  }
  uint32_t id = ++connection->last_id;
  /* Ids only grow, so the end is its place. */
  connection->entries[connection->entry_count++] = (crn_entry){id, stream};
  return id;
}

void crn_connection_remove(crn_connection *connection, crn_entry *entry) {
  size_t after = connection->entry_count - (size_t)(entry - connection->entries) - 1;
  memmove(entry, entry + 1, after * sizeof *entry);
  connection->entry_count -= 1;
}

bool crn_connection_is_needed(const crn_connection *connection) {
  for (size_t at = 0; at < connection->entry_count; at++) {
    if (connection->entries[at].stream != NULL) return true;
  }
  return false;
}
