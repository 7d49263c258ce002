/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* libFuzzer's one call: takes any bytes; what is wrong stops the program. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/*
 * For targets that read names of fields: they are interned, and GLib leaves its old array of them behind each time that
 * they outgrow it. The tests under the sanitizers look for leaks in their stead.
 */
#define FUZZ_WITHOUT_LEAK_CHECK \
  const char *__asan_default_options (void); \
  const char * \
  __asan_default_options (void) \
  { \
    return "detect_leaks=0"; \
  }
