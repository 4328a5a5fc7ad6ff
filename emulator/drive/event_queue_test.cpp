#include "emulator/drive/event_queue.h"

#include <gtest/gtest.h>

namespace emulator::drive {
namespace {

constexpr scsi::NexusId first{1};
constexpr scsi::NexusId second{2};

TEST(EventQueue, each_initiator_is_told_once) {
  EventQueue queue;
  queue.begin(first);
  queue.begin(second);
  queue.add(MediaEvent::new_media);
  EXPECT_EQ(queue.next_media(first), MediaEvent::new_media);
  queue.consume_media(first);
  EXPECT_EQ(queue.next_media(first), std::nullopt);
  EXPECT_EQ(queue.next_media(second), MediaEvent::new_media);
}

TEST(EventQueue, events_come_in_order) {
  EventQueue queue;
  queue.begin(first);
  queue.add(MediaEvent::media_removal);
  queue.add(MediaEvent::new_media);
  EXPECT_EQ(queue.next_media(first), MediaEvent::media_removal);
  queue.consume_media(first);
  EXPECT_EQ(queue.next_media(first), MediaEvent::new_media);
}

TEST(EventQueue, classes_do_not_consume_each_other) {
  EventQueue queue;
  queue.begin(first);
  queue.add(MediaEvent::new_media);
  queue.add(OperationalChange::feature_change);
  queue.consume_operational(first);
  EXPECT_EQ(queue.next_operational(first), std::nullopt);
  EXPECT_EQ(queue.next_media(first), MediaEvent::new_media);
}

TEST(EventQueue, host_that_never_asks_keeps_the_latest) {
  EventQueue queue;
  queue.begin(first);
  for (std::size_t i = 0; i < EventQueue::limit; ++i) queue.add(MediaEvent::media_removal);
  queue.add(MediaEvent::new_media);
  for (std::size_t i = 0; i + 1 < EventQueue::limit; ++i) queue.consume_media(first);
  EXPECT_EQ(queue.next_media(first), MediaEvent::new_media);
  queue.consume_media(first);
  EXPECT_EQ(queue.next_media(first), std::nullopt);
}

TEST(EventQueue, new_initiator_hears_nothing_of_the_past) {
  EventQueue queue;
  queue.add(MediaEvent::new_media);
  queue.begin(first);
  EXPECT_EQ(queue.next_media(first), std::nullopt);
}

TEST(EventQueue, initiator_that_left_is_forgotten) {
  EventQueue queue;
  queue.begin(first);
  queue.end(first);
  queue.add(MediaEvent::new_media);
  queue.consume_media(first);
  EXPECT_EQ(queue.next_media(first), std::nullopt);
}

}  // namespace
}  // namespace emulator::drive
