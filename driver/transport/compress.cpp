#include "driver/transport/compress.h"

#include <zstd.h>

#include <fstream>
#include <memory>
#include <vector>

namespace driver::transport {

bool compress_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context{ZSTD_createCCtx(), ZSTD_freeCCtx};
  std::ifstream in{from, std::ios::binary};
  std::ofstream out{to, std::ios::binary};
  std::vector<char> plain(ZSTD_CStreamInSize());
  std::vector<char> packed(ZSTD_CStreamOutSize());
  for (bool is_last = false; !is_last && in.is_open() && out;) {
    in.read(plain.data(), static_cast<std::streamsize>(plain.size()));
    is_last = in.eof();
    if (!is_last && !in) return false;
    ZSTD_inBuffer input{plain.data(), static_cast<std::size_t>(in.gcount()), 0};
    std::size_t left = 0;
    do {
      ZSTD_outBuffer output{packed.data(), packed.size(), 0};
      left = ZSTD_compressStream2(context.get(), &output, &input, is_last ? ZSTD_e_end : ZSTD_e_continue);
      if (ZSTD_isError(left) != 0) return false;
      out.write(packed.data(), static_cast<std::streamsize>(output.pos));
    } while (input.pos < input.size || (is_last && left != 0));
  }
  out.close();
  return in.eof() && !out.fail();
}

}  // namespace driver::transport
