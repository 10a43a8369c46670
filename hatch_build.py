"""Puts the built-in rules of `lint` into a wheel as they are used: reading them from YAML is a tenth of a second."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReadyRules(BuildHookInterface[Any]):
    """Makes the rules ready; an editable install works with the rule file itself, which may change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the file that cheatsheet/lint/ready.py looks for."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from cheatsheet.lint.packs import BUILT_IN, BUILT_IN_NAME
        from cheatsheet.lint.ready import NAME, SHIPPED, ready_rules

        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        ready_rules([(BUILT_IN, BUILT_IN_NAME)], folder, shipped=folder / "none")
        build_data["force_include"][str(folder / NAME)] = SHIPPED.relative_to(self.root).as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Takes away what was made."""
        del build_data, artifact_path
        if version != "editable":
            self.folder.cleanup()
