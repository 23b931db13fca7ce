#!/usr/bin/env python3
"""Fetches NIST PKITS' certificates and revocation lists, for `cargo test --test pkits`.

They ship in the PyPI package `cryptography-vectors`; what is needed of it comes to `.cache/pkits`, which git ignores.
"""

import pathlib
import subprocess
import sys
import tempfile
import zipfile

CACHE = pathlib.Path(__file__).resolve().parent.parent / ".cache" / "pkits"
INSIDE = "cryptography_vectors/x509/PKITS_data/"


def main() -> None:
    if (CACHE / "certs" / "TrustAnchorRootCertificate.crt").exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
        subprocess.run([*pip, "cryptography-vectors==50.0.2"], check=True)
        (wheel,) = pathlib.Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                kind, _, file = name.removeprefix(INSIDE).partition("/")
                if name.startswith(INSIDE) and kind in ("certs", "crls") and file:
                    target = CACHE / kind / pathlib.Path(file).name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(name))
    print("PKITS is in .cache/pkits")


if __name__ == "__main__":
    main()
