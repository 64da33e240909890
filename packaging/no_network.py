"""Runs before the built program: it never uses the network, so OpenSSL's library stays out of it.

python-stdnum and asyncio name ``ssl`` when they are loaded, for look-ups this program never makes.
"""

import sys
from types import ModuleType

nothing = ModuleType("ssl")
nothing.__dict__.update(SSLWantReadError=OSError, SSLSyscallError=OSError)
sys.modules["ssl"] = nothing
