#include "config.h"
#include "gol-derive.h"
#include "gol-error.h"
GolJourney *gol_derive_journey(GolStore*s,const char*p,GolDate d,GError**e){g_set_error(e,GOL_ERROR,GOL_ERROR_NOT_FOUND,"stub");return NULL;}
GolMayGoAgain *gol_rules_may_go_again(GolStore*s,const char*p,const char*c,GolDate d,GError**e){g_set_error(e,GOL_ERROR,GOL_ERROR_NOT_FOUND,"stub");return NULL;}
GPtrArray *gol_rules_check_order(GolStore*s,const char*p,GolDate d,GError**e){return g_ptr_array_new();}
GPtrArray *gol_rules_check_step(GolStore*s,const char*p,const char*c,GolDate d,GError**e){return g_ptr_array_new();}
