/*
 * The bare queue of bare_queue.py in cimba, a compiled library for discrete-event simulation (github.com/ambonvik/cimba,
 * Apache 2.0): a process per caller and a pool of agents, as in cimba's own tutorials. The process of a caller
 * who has left is reused for the next one: to end a process, cimba searches all scheduled events, which with 2 000 agents
 * would take more time than the rest.
 *
 *     bare_cimba n_agents calls_per_s horizon_s replications seed
 *
 * prints a line per replication: contacts, share abandoned, mean wait [s], duration [s].
 */

#include <assert.h>   /* before cimba.h: compilers before C23 need these two */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cimba.h>

/* LOG_MEAN, LOG_SD, PATIENCE_S, AGAIN_PROB and AGAIN_S are those of bare_queue.py: bare_cimba.py hands them to the compiler. */
#define OUT_OF_PATIENCE INT64_C(17)

struct caller {
    struct cmb_process process;
    struct caller *next;
};

static struct cmb_resourcepool *agents;
static struct caller *idle;
static double calls_per_s, horizon_s, waited_s;
static uint64_t n_contacts, n_abandoned;

/* A customer: waits, is served or abandons; of those served a fifth call again. */
static void one_customer(struct cmb_process *me)
{
    bool calls = true;
    while (calls) {
        const double arrived_s = cmb_time();
        if (cmb_resourcepool_available(agents) == 0u)
            cmb_process_timer_set(me, cmb_random_exponential(PATIENCE_S), OUT_OF_PATIENCE);
        const bool served = cmb_resourcepool_acquire(agents, 1u) == CMB_PROCESS_SUCCESS;
        cmb_process_timers_clear(me);
        n_contacts++;
        waited_s += cmb_time() - arrived_s;
        calls = false;
        if (served) {
            cmb_process_hold(cmb_random_lognormal(LOG_MEAN, LOG_SD));
            cmb_resourcepool_release(agents, 1u);
            if (cmb_random_bernoulli(AGAIN_PROB)) {
                cmb_process_hold(cmb_random_exponential(AGAIN_S));
                calls = cmb_time() < horizon_s;
            }
        }
        else {
            n_abandoned++;
        }
    }
}

/* A process that serves as one customer after another. */
static void *caller(struct cmb_process *me, void *context)
{
    (void)context;
    struct caller *self = (struct caller *)me;
    while (true) {
        one_customer(me);
        self->next = idle;
        idle = self;
        cmb_process_yield();
    }
    return NULL;
}

static void *arrivals(struct cmb_process *me, void *context)
{
    (void)me;
    cmb_process_hold(cmb_random_exponential(1.0 / calls_per_s));
    while (cmb_time() < horizon_s) {
        struct caller *who = idle;
        if (who != NULL) {
            idle = who->next;
            cmb_process_resume(&who->process, CMB_PROCESS_SUCCESS);
        }
        else {
            who = malloc(sizeof(struct caller));
            cmb_process_initialize(&who->process, "caller", caller, context, 0);
            cmb_process_start(&who->process);
        }
        cmb_process_hold(cmb_random_exponential(1.0 / calls_per_s));
    }
    return NULL;
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void replication(uint64_t n_agents, uint64_t seed)
{
    const double begin_s = now_s();
    cmb_random_initialize(seed);
    cmb_event_queue_initialize(0.0);
    n_contacts = n_abandoned = 0u;
    waited_s = 0.0;
    agents = cmb_resourcepool_create();
    cmb_resourcepool_initialize(agents, "agents", n_agents);
    struct cmb_process *source = cmb_process_create();
    cmb_process_initialize(source, "arrivals", arrivals, NULL, 0);
    cmb_process_start(source);
    cmb_event_queue_execute();
    const double seconds = now_s() - begin_s;
    while (idle != NULL) {
        struct caller *who = idle;
        idle = who->next;
        cmb_process_stop(&who->process, NULL);
        cmb_process_terminate(&who->process);
        free(who);
    }
    cmb_process_terminate(source);
    cmb_process_destroy(source);
    cmb_resourcepool_terminate(agents);
    cmb_resourcepool_destroy(agents);
    cmb_event_queue_terminate();
    cmb_random_terminate();
    printf("%llu %.17g %.17g %.9f\n", (unsigned long long)n_contacts, (double)n_abandoned / (double)n_contacts,
           waited_s / (double)n_contacts, seconds);
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "usage: bare_cimba n_agents calls_per_s horizon_s replications seed\n");
        return 2;
    }
    const uint64_t n_agents = strtoull(argv[1], NULL, 10);
    calls_per_s = strtod(argv[2], NULL);
    horizon_s = strtod(argv[3], NULL);
    const uint64_t n_replications = strtoull(argv[4], NULL, 10);
    const uint64_t seed = strtoull(argv[5], NULL, 10);
    cmb_logger_flags_off(CMB_LOGGER_INFO);
    for (uint64_t i = 0u; i < n_replications; i++)
        replication(n_agents, seed * 1000u + i);
    return 0;
}
