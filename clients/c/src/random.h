/* Chance, from the system's own source. */
#ifndef CRN_RANDOM_H
#define CRN_RANDOM_H

/* 0 to 1. */
double crn_chance(void);

#endif
