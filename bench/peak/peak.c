// The FMA peak: peak THREADS prints {"gflops": …}, the best of 20 rounds.
// Every thread multiplies and adds in 12 vectors that do not depend on each
// other, so the loop is bound by the FMA units alone.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(__AVX512F__)
#define BYTES 64
#elif defined(__AVX__)
#define BYTES 32
#else
#define BYTES 16
#endif
typedef float vector __attribute__((vector_size(BYTES)));

enum { LANES = BYTES / sizeof(float), CHAINS = 12, STEPS = 4000000, ROUNDS = 20 };

typedef struct {
  double start[ROUNDS], end[ROUNDS];
  float sum;
} thread;

static pthread_barrier_t gate;
static volatile float half = 0.5f; // the compiler must not know the numbers

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

// burn keeps its sums near 1: x = x/2 + 1/2 comes to rest there.
static float burn(void) {
  vector m, c, a[CHAINS];
  for (int i = 0; i < LANES; i++) m[i] = half, c[i] = half;
  for (int j = 0; j < CHAINS; j++) a[j] = c * (float)j;
  for (int i = 0; i < STEPS; i++) {
#pragma GCC unroll 12
    for (int j = 0; j < CHAINS; j++) a[j] = a[j] * m + c;
  }
  float sum = 0;
  for (int j = 0; j < CHAINS; j++)
    for (int i = 0; i < LANES; i++) sum += a[j][i]; // all of it is needed
  return sum;
}

static void *work(void *p) {
  thread *t = p;
  for (int r = 0; r < ROUNDS; r++) {
    pthread_barrier_wait(&gate);
    t->start[r] = now();
    t->sum += burn();
    t->end[r] = now();
  }
  return NULL;
}

int main(int argc, char **argv) {
  int threads = argc > 1 ? atoi(argv[1]) : 1;
  if (threads < 1) return 2;
  pthread_t *id = calloc(threads, sizeof *id);
  thread *t = calloc(threads, sizeof *t);
  pthread_barrier_init(&gate, NULL, threads);
  for (int i = 0; i < threads; i++) pthread_create(&id[i], NULL, work, &t[i]);
  for (int i = 0; i < threads; i++) pthread_join(id[i], NULL);
  double best = 1e9;
  for (int r = 0; r < ROUNDS; r++) {
    double start = t[0].start[r], end = t[0].end[r];
    for (int i = 1; i < threads; i++) {
      if (t[i].start[r] < start) start = t[i].start[r];
      if (t[i].end[r] > end) end = t[i].end[r];
    }
    if (end - start < best) best = end - start;
  }
  double flop = 2.0 * LANES * CHAINS * STEPS * threads;
  printf("{\"gflops\": %.2f, \"bits\": %d, \"sum\": %g}\n", flop / best / 1e9, BYTES * 8, t[0].sum);
  return 0;
}
