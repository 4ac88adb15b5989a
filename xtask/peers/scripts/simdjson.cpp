// simdjson FILE: parses each line of a file into a DOM, and checks nothing else.
#include <cstdio>
#include <cstring>
#include <simdjson.h>

int main(int count, char **arguments) {
  if (count != 2) return 2;
  simdjson::padded_string file;
  if (simdjson::padded_string::load(arguments[1]).get(file)) return 2;
  simdjson::dom::parser parser;
  unsigned long valid = 0, invalid = 0;
  const char *at = file.data(), *end = at + file.size();
  while (at < end) {
    const char *newline = static_cast<const char *>(std::memchr(at, '\n', end - at));
    const char *stop = newline ? newline : end;
    // What follows the line is in the same buffer, which is padded at its end.
    if (parser.parse(at, stop - at, false).error()) invalid++;
    else valid++;
    at = stop + 1;
  }
  std::printf("valid %lu invalid %lu\n", valid, invalid);
}
