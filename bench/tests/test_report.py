"""The page made from recorded lines; UPDATE=1 writes it anew."""
import os
import unittest
from pathlib import Path

from harness import main, report

DATA = Path(__file__).resolve().parent.parent / "testdata"


class Page(unittest.TestCase):
    maxDiff = None

    def test_golden(self):
        page = report.markdown(*main.read(DATA / "records.jsonl"))
        if os.environ.get("UPDATE"):
            (DATA / "page.md").write_text(page)
        self.assertEqual(page, (DATA / "page.md").read_text())

    def test_numbers(self):
        for value, want in ((None, ""), (0.01234, "0.0123"), (9.876, "9.88"), (123.4, "123"), (27600.4, "27,600")):
            self.assertEqual(report._number(value), want)


class Arguments(unittest.TestCase):
    def test_only_a_whole_run_replaces_the_results(self):
        self.assertTrue(main.whole(main.parse([])))
        for words in (["--quick"], ["--only", "layercake"], ["--work", "W1,W3"]):
            self.assertFalse(main.whole(main.parse(words)), words)

    def test_no_paths_in_the_page(self):
        args = main.parse(["--mnist", "/somewhere/mnist", "--only", "layercake", "--cache", "/elsewhere"])
        self.assertEqual(main.header(args)["options"], "--only layercake")


if __name__ == "__main__":
    unittest.main()
