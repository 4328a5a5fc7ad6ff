// Judges one side's layout lines by vectors and by the layout sheet. A failure is a sentence that names the line.
#pragma once

#include <string>
#include <vector>

#include "conformance/vectors/layout_line.h"
#include "conformance/vectors/vectors.h"

namespace conformance::vectors {

// What one side wrote for one layout: the lines of one namespace.
using Codec = std::span<const LayoutLine>;

// The lines of layout_lines(), cut into codecs.
[[nodiscard]] std::vector<Codec> codecs(std::span<const LayoutLine> lines);

// Each field read from the vector's bytes gives its value; all fields written into zeroes give the vector's bytes,
// wherever the codec has fields.
[[nodiscard]] std::vector<std::string> differences(Codec codec, const Vector& vector);

// Each field covers the bits that the sheet gives it, the lowest last. Weaker evidence than a vector, as the sheet was
// typed too, but it also sees a field whose only value is 0.
[[nodiscard]] std::vector<std::string> differences(Codec codec, const Sheet& sheet);

}  // namespace conformance::vectors
