#include "conformance/cases/outcome.h"

namespace conformance::cases {

std::string Failed::text() const {
  return (command.empty() ? std::string() : command + ": ") + field + ": expected " + expected + ", got " + actual;
}

}  // namespace conformance::cases
