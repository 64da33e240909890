/* Stand-in for Windows' own icuuc.dll, which Wine 8 lacks and Qt6Core.dll is linked with (it asks it for
   rare text codecs). No converter can be opened, so Qt keeps to those it has itself. It goes into the Wine
   prefix of a build and never into the program. */
#include <stddef.h>
#include <stdint.h>

typedef int32_t status;
enum { NOT_FOUND = 4 };

#define API __declspec(dllexport)
#define FAIL(error) do { if (error) *(error) = NOT_FOUND; } while (0)

API void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
API void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}

API void *ucnv_open(const char *name, status *error) { FAIL(error); return NULL; }
API void ucnv_close(void *converter) {}
API void ucnv_reset(void *converter) {}
API const char *ucnv_getName(const void *converter, status *error) { FAIL(error); return NULL; }
API int8_t ucnv_getMaxCharSize(const void *converter) { return 4; }

API int32_t ucnv_countAvailable(void) { return 0; }
API const char *ucnv_getAvailableName(int32_t number) { return NULL; }
API const char *ucnv_getStandardName(const char *name, const char *standard, status *error)
{ FAIL(error); return NULL; }

API void ucnv_getToUCallBack(const void *converter, void **action, const void **context)
{ if (action) *action = NULL; if (context) *context = NULL; }
API void ucnv_getFromUCallBack(const void *converter, void **action, const void **context)
{ if (action) *action = NULL; if (context) *context = NULL; }
API void ucnv_setToUCallBack(void *converter, void *action, const void *context, void **old,
                             const void **old_context, status *error) { FAIL(error); }
API void ucnv_setFromUCallBack(void *converter, void *action, const void *context, void **old,
                               const void **old_context, status *error) { FAIL(error); }

API void ucnv_toUnicode(void *converter, uint16_t **to, const uint16_t *to_end, const char **from,
                        const char *from_end, int32_t *offsets, int8_t flush, status *error)
{ FAIL(error); }
API void ucnv_fromUnicode(void *converter, char **to, const char *to_end, const uint16_t **from,
                          const uint16_t *from_end, int32_t *offsets, int8_t flush, status *error)
{ FAIL(error); }
API int32_t ucnv_toUCountPending(const void *converter, status *error) { return 0; }
API int32_t ucnv_fromUCountPending(const void *converter, status *error) { return 0; }
API void ucnv_cbToUWriteUChars(void *call, const uint16_t *text, int32_t length, int32_t at, status *error)
{ FAIL(error); }
API void ucnv_cbFromUWriteUChars(void *call, const uint16_t **text, const uint16_t *end, int32_t at,
                                 status *error) { FAIL(error); }
