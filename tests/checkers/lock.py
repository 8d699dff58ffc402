"""Makes package-lock.json anew from package.json: ``python tests/checkers/lock.py``.

The lock pins every package by hash and holds no address: npm then asks the registry it is
set to. Without an address npm trusts no tag such as ``latest``, so the version stands there.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
LOCK = "package-lock.json"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", ".npmrc"):
            shutil.copy(HERE / name, folder)
        npm = shutil.which("npm") or "npm"
        subprocess.run([npm, "install", "--package-lock-only"], cwd=folder, check=True)
        lock = json.loads((Path(folder) / LOCK).read_text("utf-8"))
    packages = lock["packages"]
    for package in packages.values():
        package.pop("funding", None)
        package.pop("resolved", None)
        for name, wanted in package.get("dependencies", {}).items():
            if wanted == "latest":
                package["dependencies"][name] = packages[f"node_modules/{name}"]["version"]
    (HERE / LOCK).write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
