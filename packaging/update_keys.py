"""Makes the pair of keys of update packages: python packaging/update_keys.py FOLDER.

``update-private.pem`` signs packages and never leaves its owner (keep it on a stick, not with the source);
``update-key.txt`` is built into the program. Whoever hands on the program makes the keys once.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

ROOT = Path(__file__).resolve().parents[1]
PRIVATE, PUBLIC = "update-private.pem", "update-key.txt"


def make(folder: Path) -> None:
    """Write a new pair into ``folder``, which may not be the source's; never over an older pair."""
    if folder.resolve().is_relative_to(ROOT):
        raise SystemExit("私钥不能放在源代码的文件夹里，请另选一个文件夹。")
    folder.mkdir(parents=True, exist_ok=True)
    private = folder / PRIVATE
    if private.exists():
        raise SystemExit(f"{private} 已经有了，没有覆盖。")
    key = Ed25519PrivateKey.generate()
    private.touch(mode=0o600)
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / PUBLIC).write_text(key.public_key().public_bytes_raw().hex() + "\n", "utf-8")
    print(f"私钥：{private}（签更新包用，请只放在U盘上保管）\n公钥：{folder / PUBLIC}（做安装包时带进程序）")


def load(path: Path) -> Ed25519PrivateKey:
    """Return the private key in ``path``."""
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise SystemExit(f"{path} 不是签更新包的私钥。")
    return key


if __name__ == "__main__":
    make(Path(sys.argv[1]))
