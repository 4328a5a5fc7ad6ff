"""What the tests of bbrun share."""
import os

from programs import ProgramTest, run

GENERIC = ("--profile", "generic-bd", "--clock", "instant")


class BbrunTest(ProgramTest):
    """Temporary files of every program go into the test's own folder, so what is left behind is seen."""

    def setUp(self):
        super().setUp()
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir()
        self.environment = {**os.environ, "TMPDIR": str(self.temporary)}

    def bbrun(self, *words, **options):
        return run("bbrun", *words, env=self.environment, **options)

    def assert_nothing_left(self):
        self.assertEqual(list(self.temporary.iterdir()), [])
