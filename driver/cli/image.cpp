#include "driver/cli/commands.h"
#include "driver/cli/named_files.h"
#include "driver/cli/source.h"
#include "driver/image/segment_image.h"

namespace driver::cli {

Result image(const ImageOptions& options) {
  const auto checked = check_outputs({{"-o", options.output}, {"--name-map", options.tree.name_map}},
                                     {{"the source", options.tree.folder}});
  if (!checked) return checked;
  const Output output{options.form};
  auto made = master_folder(options.tree, base::Lba{options.start}, output);
  if (!made) return std::unexpected(made.error());
  if (auto written = image::write_image_file(**made, options.output); !written) {
    // The error names the file that failed: the output, or one of the tree.
    const bool is_output = written.error().path == options.output;
    return std::unexpected(
        failure_of(written.error(), is_output ? ExitCode::output_not_written : ExitCode::bad_input_file));
  }
  return {};
}

}  // namespace driver::cli
