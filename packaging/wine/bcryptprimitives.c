/* Stand-in for Windows' own bcryptprimitives.dll, which Wine 8 lacks: Rust's standard library asks it for
   random bytes (python-calamine, cryptography). It passes the question on to advapi32's RtlGenRandom. It goes
   into the Wine prefix of a build and never into the program. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID bytes, ULONG count); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count)
{
    return SystemFunction036(bytes, (ULONG)count);
}
