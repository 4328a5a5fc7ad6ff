// The check bytes of CD-ROM sectors. ECMA-130, Error detection; Annex A, Error correction encoding by RSPC.
#pragma once

#include <cstdint>

#include "emulator/base/bytes.h"

namespace emulator::media {

// Bits are taken least significant first; the four bytes stand in the sector least significant first.
[[nodiscard]] std::uint32_t edc(base::Bytes bytes);

// P-parity and Q-parity of a whole sector of 2352 bytes, into its bytes 2076 to 2351. In mode 2 form 1 they are made as
// if the header were zero, so that a sector can be moved: the caller says so by giving it zeros there.
void set_ecc(base::MutableBytes sector);

}  // namespace emulator::media
