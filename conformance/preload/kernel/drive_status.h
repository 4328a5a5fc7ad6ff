// What the cdrom driver says of tray and disc.
#pragma once

#include <optional>

#include "conformance/preload/kernel/open_file.h"

namespace conformance::preload::kernel {

// CDS_DISC_OK, CDS_NO_DISC, CDS_TRAY_OPEN or CDS_DRIVE_NOT_READY (sr_drive_status).
[[nodiscard]] int drive_status(Device& device);

// CDS_AUDIO, CDS_DATA_1, CDS_MIXED, or why there is no answer: CDS_NO_DISC, CDS_NO_INFO.
[[nodiscard]] int disc_status(Device& device);

// What open() without O_NONBLOCK asks first: closes the tray, wants a disc with data on it, locks the door.
Errno open_for_data(Device& device);

// Why no audio is played (check_for_audio_disc): nothing, an errno, or as a value the CDS_NO_... that says why the
// tracks are unknown.
std::optional<Answer> refuses_audio(Device& device);

// What a refused open() leaves behind: an unlocked door.
void unlock_if_wanted(Device& device);

}  // namespace conformance::preload::kernel
