#include "driver/image/tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "driver/image/test_trees.h"

namespace driver::image {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> names(const Node& node) {
  std::vector<std::string> names;
  for (const Node& child : node.children) names.push_back(child.name);
  return names;
}

std::vector<std::string> left_out(const Tree& tree) {
  std::vector<std::string> lines;
  for (const LeftOut& entry : tree.left_out) lines.push_back(entry.path + ": " + entry.reason);
  return lines;
}

// Permissions bind everyone but root: the effective user is another for the time of the object, if it was root.
class OrdinaryUser {
 public:
  explicit OrdinaryUser(const ScratchFolder& folder) : was_root_(geteuid() == 0) {
    constexpr uid_t nobody = 65534;
    fs::permissions(folder.path(), fs::perms{0755});
    if (was_root_ && seteuid(nobody) != 0) std::abort();
  }
  ~OrdinaryUser() {
    if (was_root_ && seteuid(0) != 0) std::abort();
  }
  OrdinaryUser(const OrdinaryUser&) = delete;
  OrdinaryUser& operator=(const OrdinaryUser&) = delete;

 private:
  bool was_root_;
};

class ScanTree : public ::testing::Test {
 protected:
  Tree scan() {
    auto tree = scan_tree(folder_.path());
    EXPECT_TRUE(tree) << tree.error().path << ": " << tree.error().text;
    return tree ? *tree : Tree{};
  }
  ImageError error() {
    auto tree = scan_tree(folder_.path());
    EXPECT_FALSE(tree);
    return tree ? ImageError{} : tree.error();
  }
  ScratchFolder folder_;
};

TEST_F(ScanTree, empty_folder_is_a_root_without_children) {
  const Tree tree = scan();
  EXPECT_EQ(tree.root.kind, Node::Kind::directory);
  EXPECT_EQ(tree.root.name, "");
  EXPECT_THAT(tree.root.children, IsEmpty());
}

TEST_F(ScanTree, children_are_in_byte_order_of_their_names) {
  for (const char* name : {"b", "a", "B", "\xC3\xA4", "\xFF", "a.b", "a b"}) folder_.file(name);
  EXPECT_THAT(names(scan().root), ElementsAre("B", "a", "a b", "a.b", "b", "\xC3\xA4", "\xFF"));
}

TEST_F(ScanTree, file_has_size_time_and_source) {
  set_modified(folder_.file("sub/file", "12345"), -86'401);
  const Tree tree = scan();
  ASSERT_THAT(names(tree.root), ElementsAre("sub"));
  const Node& file = tree.root.children[0].children.at(0);
  EXPECT_EQ(file.kind, Node::Kind::file);
  EXPECT_EQ(file.size, 5U);
  EXPECT_EQ(file.modified, -86'401);
  EXPECT_EQ(file.source, (folder_ / "sub/file").string());
}

TEST_F(ScanTree, slash_behind_the_folder_changes_nothing) {
  folder_.file("file");
  const auto tree = scan_tree(folder_.path().string() + "/");
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->root.children.at(0).source, (folder_ / "file").string());
}

TEST_F(ScanTree, link_to_a_file_is_the_file) {
  set_modified(folder_.file("file", "12345"), 1'000);
  fs::create_symlink("file", folder_ / "link");
  const Tree tree = scan();
  ASSERT_THAT(names(tree.root), ElementsAre("file", "link"));
  EXPECT_EQ(tree.root.children[1].kind, Node::Kind::file);
  EXPECT_EQ(tree.root.children[1].size, 5U);
  EXPECT_EQ(tree.root.children[1].modified, 1'000);
}

TEST_F(ScanTree, link_to_a_folder_beside_it_is_the_folder_again) {
  folder_.file("folder/file");
  fs::create_symlink("folder", folder_ / "link");
  const Tree tree = scan();
  ASSERT_THAT(names(tree.root), ElementsAre("folder", "link"));
  EXPECT_THAT(names(tree.root.children[1]), ElementsAre("file"));
  EXPECT_THAT(tree.left_out, IsEmpty());
}

TEST_F(ScanTree, link_to_a_folder_that_holds_it_is_left_out) {
  folder_.file("a/b/file");
  fs::create_symlink("..", folder_ / "a/b/parent");
  fs::create_symlink(folder_.path(), folder_ / "a/root");
  fs::create_symlink(".", folder_ / "a/self");
  EXPECT_THAT(left_out(scan()), ElementsAre("a/b/parent: a symbolic link to a folder that holds it",
                                            "a/root: a symbolic link to a folder that holds it",
                                            "a/self: a symbolic link to a folder that holds it"));
}

TEST_F(ScanTree, two_folders_that_link_to_each_other_end) {
  fs::create_directories(folder_ / "a");
  fs::create_directories(folder_ / "b");
  fs::create_symlink("../b", folder_ / "a/to_b");
  fs::create_symlink("../a", folder_ / "b/to_a");
  const Tree tree = scan();
  EXPECT_THAT(names(tree.root.children[0].children.at(0)), IsEmpty());  // a/to_b holds nothing but the way back
  EXPECT_THAT(left_out(tree), ElementsAre("a/to_b/to_a: a symbolic link to a folder that holds it",
                                          "b/to_a/to_b: a symbolic link to a folder that holds it"));
}

TEST_F(ScanTree, links_that_lead_nowhere_or_in_a_circle_are_left_out) {
  folder_.file("file");
  fs::create_symlink("gone", folder_ / "dangling");
  fs::create_symlink("file/below", folder_ / "through_a_file");
  fs::create_symlink("circle_b", folder_ / "circle_a");
  fs::create_symlink("circle_a", folder_ / "circle_b");
  const Tree tree = scan();
  EXPECT_THAT(names(tree.root), ElementsAre("file"));
  EXPECT_THAT(left_out(tree), ElementsAre("circle_a: a symbolic link that leads in a circle",
                                          "circle_b: a symbolic link that leads in a circle",
                                          "dangling: a symbolic link that leads nowhere",
                                          "through_a_file: a symbolic link that leads nowhere"));
}

TEST_F(ScanTree, special_files_are_left_out_without_being_opened) {
  ASSERT_EQ(mkfifo((folder_ / "fifo").c_str(), 0600), 0);
  const int server = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  const std::string path = folder_ / "socket";
  ASSERT_LT(path.size(), sizeof(address.sun_path));
  path.copy(address.sun_path, path.size());
  ASSERT_EQ(bind(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  fs::create_symlink("/dev/null", folder_ / "zero");
  const Tree tree = scan();
  close(server);
  EXPECT_THAT(tree.root.children, IsEmpty());
  EXPECT_THAT(left_out(tree), ElementsAre("fifo: neither a file nor a folder", "socket: neither a file nor a folder",
                                          "zero: neither a file nor a folder"));
}

TEST_F(ScanTree, folder_that_cannot_be_read_is_an_error_that_names_it) {
  fs::create_directories(folder_ / "closed");
  fs::permissions(folder_ / "closed", fs::perms::none);
  const OrdinaryUser user{folder_};
  EXPECT_EQ(error().path, (folder_ / "closed").string());
  EXPECT_EQ(error().text, "Permission denied; make the folder readable or leave it out");
}

TEST_F(ScanTree, file_that_cannot_be_read_is_an_error_before_any_burn) {
  fs::permissions(folder_.file("secret", "x"), fs::perms::none);
  const OrdinaryUser user{folder_};
  EXPECT_EQ(error().path, (folder_ / "secret").string());
  EXPECT_EQ(error().text, "Permission denied; make the file readable or leave it out");
}

TEST_F(ScanTree, link_into_a_folder_that_cannot_be_entered_is_an_error) {
  ScratchFolder elsewhere;
  elsewhere.file("closed/file");
  fs::create_symlink(elsewhere / "closed/file", folder_ / "link");
  fs::permissions(elsewhere / "closed", fs::perms::none);
  {
    const OrdinaryUser user{folder_};
    EXPECT_EQ(error().path, (folder_ / "link").string());
    EXPECT_EQ(error().text, "Permission denied; make it readable or leave it out");
  }
  fs::permissions(elsewhere / "closed", fs::perms::owner_all);
}

TEST_F(ScanTree, missing_folder_and_file_in_its_place_are_errors) {
  EXPECT_EQ(scan_tree(folder_ / "gone").error().text, "No such file or directory; name a folder");
  EXPECT_EQ(scan_tree(folder_.file("file")).error().text, "not a folder; name a folder");
}

TEST_F(ScanTree, links_that_double_the_tree_at_every_level_meet_the_limit) {
  for (int level = 0; level < 30; ++level) {
    const fs::path here = folder_ / std::to_string(level);
    fs::create_directories(here);
    fs::create_symlink("../" + std::to_string(level + 1), here / "left");
    fs::create_symlink("../" + std::to_string(level + 1), here / "right");
  }
  const auto tree = scan_tree(folder_.path(), {.entries = 10'000});
  ASSERT_FALSE(tree);
  EXPECT_THAT(tree.error().text, HasSubstr("more than 10000 entries"));
}

TEST_F(ScanTree, as_many_entries_as_the_limit_are_permitted) {
  folder_.file("a/1");
  folder_.file("a/2");
  EXPECT_TRUE(scan_tree(folder_.path(), {.entries = 3}));
  EXPECT_FALSE(scan_tree(folder_.path(), {.entries = 2}));
}

}  // namespace
}  // namespace driver::image
